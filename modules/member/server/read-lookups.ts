import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { listCommunityChoices as choicesRoute, listSources as sourcesRoute, Tag, listTags as tagsRoute } from '../contract/index.ts'
import { communityFilter } from './scope.ts'

/** All tags with the number of members that carry them. */
export async function listTags(ctx: Ctx): Promise<OutputOf<typeof tagsRoute>> {
  const items = await ctx.db.rows<Tag & { members: number }>(sql`
    select t.id, t.name, t.group_name as "groupName", t.color,
      (select count(*) from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = t.id) as members
    from tag t where t.workspace_id = ${ctx.workspaceId} order by t.group_name, t.name`)
  const groups = await ctx.db.rows<{ name: string }>(sql`
    select name from tag_group where workspace_id = ${ctx.workspaceId} and single_choice order by name`)
  return { items, singleChoice: groups.map((group) => group.name) }
}

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
