import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { TagGroup, TagInList, listTags as tagsRoute } from '../../contract/index.ts'
import { mayUse } from './may-use.ts'

/** Carriers of one tag are counted up to here, so that the page costs the same with ten million of them. */
const COUNTED = 10_000

type Row = Omit<TagInList, 'exact' | 'usable'> & { readonly groupRoles: string[] | null; readonly groupOwner: number | null }

/** All tags with the number of members that carry them, in the order of their groups. */
export async function listTags(ctx: Ctx): Promise<OutputOf<typeof tagsRoute>> {
  const rows = await ctx.db.rows<Row>(sql`
    select t.id, t.name, t.group_name as "groupName", coalesce(t.color, g.color) as color, t.life_days as "lifeDays", t.roles,
      g.roles as "groupRoles", g.owner_staff_id as "groupOwner",
      (select count(*) from (
        select 1 from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = t.id limit ${COUNTED + 1}) c) as members
    from tag t left join tag_group g on g.workspace_id = ${ctx.workspaceId} and g.name = t.group_name
    where t.workspace_id = ${ctx.workspaceId} order by g.position nulls last, t.group_name, t.position, t.name`)
  const groups = await ctx.db.rows<TagGroup>(sql`
    select g.name, g.single_choice as "singleChoice", g.color, g.owner_staff_id as "ownerStaffId", s.display_name as "ownerName", g.roles
    from tag_group g left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = g.owner_staff_id
    where g.workspace_id = ${ctx.workspaceId} order by g.position, g.name`)
  const items = rows.map(({ groupRoles, groupOwner, members, ...tag }) => ({
    ...tag,
    members: Math.min(members, COUNTED),
    exact: members <= COUNTED,
    usable: mayUse(ctx, { roles: tag.roles ?? groupRoles, groupOwner }),
  }))
  return { items, groups }
}
