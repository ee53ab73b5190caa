import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { listCommunityChoices as choicesRoute, listSources as sourcesRoute } from '../contract/index.ts'
import { communityFilter, segmentFilter } from './scope.ts'

/** Distinct sources, found by hopping along the index (a plain distinct would read every member). */
export async function listSources(ctx: Ctx): Promise<OutputOf<typeof sourcesRoute>> {
  const rows = await ctx.db.rows<{ source: string }>(sql`
    with recursive hop as (
      (select m.source from member m where m.workspace_id = ${ctx.workspaceId} and m.source is not null order by m.source limit 1)
      union all
      select (select m.source from member m where m.workspace_id = ${ctx.workspaceId} and m.source > h.source order by m.source limit 1)
      from hop h where h.source is not null)
    select source from hop where source is not null limit 500`)
  return { items: rows.map((row) => row.source) }
}

/** Communities that the list may be filtered by; empty when no module knows of any. */
export async function listCommunityChoices(ctx: Ctx): Promise<OutputOf<typeof choicesRoute>> {
  const [filter] = ctx.app.registry.all(communityFilter)
  return { items: filter ? await ctx.db.rows<{ id: number; name: string }>(filter.choices(ctx)) : [] }
}

/** Segments that the list may be filtered by. */
export async function listSegmentChoices(ctx: Ctx): Promise<OutputOf<typeof choicesRoute>> {
  const [filter] = ctx.app.registry.all(segmentFilter)
  return { items: filter ? await ctx.db.rows<{ id: number; name: string }>(filter.choices(ctx)) : [] }
}
