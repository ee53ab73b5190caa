import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { listCommunityChoices as choicesRoute, listSources as sourcesRoute } from '../contract/index.ts'
import { type ChoiceLook, communityFilter, segmentFilter } from './scope.ts'

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

/** Distinct cities, by the same hops. */
export async function listCities(ctx: Ctx): Promise<OutputOf<typeof sourcesRoute>> {
  const rows = await ctx.db.rows<{ city: string }>(sql`
    with recursive hop as (
      (select m.city from member m where m.workspace_id = ${ctx.workspaceId} and m.city is not null order by m.city limit 1)
      union all
      select (select m.city from member m where m.workspace_id = ${ctx.workspaceId} and m.city > h.city order by m.city limit 1)
      from hop h where h.city is not null)
    select city from hop where city is not null limit 1000`)
  return { items: rows.map((row) => row.city) }
}

/** Communities that the list may be filtered by; empty when no module knows of any. */
export async function listCommunityChoices(ctx: Ctx, look: ChoiceLook = {}): Promise<OutputOf<typeof choicesRoute>> {
  const [filter] = ctx.app.registry.all(communityFilter)
  return { items: filter ? await ctx.db.rows<{ id: number; name: string }>(filter.choices(ctx, look)) : [] }
}

/** Segments that the list may be filtered by; with `lists`, those that members may be put into. */
export async function listSegmentChoices(
  ctx: Ctx,
  input: { readonly lists?: boolean | undefined },
): Promise<OutputOf<typeof choicesRoute>> {
  const [filter] = ctx.app.registry.all(segmentFilter)
  const choices = input.lists ? filter?.lists?.(ctx) : filter?.choices(ctx, {})
  return { items: choices ? await ctx.db.rows<{ id: number; name: string }>(choices) : [] }
}
