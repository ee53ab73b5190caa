import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { TagOnMember } from './store.ts'
import { markUntagged } from './untagged.ts'

export interface TagFields {
  readonly id?: number | undefined
  readonly name: string
  readonly groupName: string
  readonly color: string | null
  readonly lifeDays: number | null
  readonly roles: readonly string[] | null
}

/** 0 when the name was taken in the same moment. A new tag stands last in its group. */
export async function saveTagRow(ctx: Ctx, tag: TagFields): Promise<number> {
  const row = tag.id
    ? await ctx.db.maybe<{ id: number }>(sql`
        update tag set name = ${tag.name}, group_name = ${tag.groupName}, color = ${tag.color}, life_days = ${tag.lifeDays}, roles = ${tag.roles}
        where workspace_id = ${ctx.workspaceId} and id = ${tag.id} returning id`)
    : await ctx.db.maybe<{ id: number }>(sql`
        insert into tag (workspace_id, name, group_name, color, life_days, roles, position, created_at)
        select ${ctx.workspaceId}, ${tag.name}, ${tag.groupName}, ${tag.color}, ${tag.lifeDays}, ${tag.roles}, coalesce(max(t.position), 0) + 1,
          ${ctx.clock.now()}
        from tag t where t.workspace_id = ${ctx.workspaceId} and t.group_name = ${tag.groupName}
        on conflict (workspace_id, name) do nothing returning id`)
  return row?.id ?? 0
}

/** Whoever was given it since its carriers were asked loses it as well. */
export async function deleteTag(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`select id from tag where workspace_id = ${ctx.workspaceId} and id = ${id} for update`)
  const left = await ctx.db.rows<{ memberId: number }>(sql`
    delete from member_tag where workspace_id = ${ctx.workspaceId} and tag_id = ${id} returning member_id as "memberId"`)
  await markUntagged(
    ctx,
    left.map((one) => one.memberId),
  )
  await ctx.db.exec(sql`delete from tag where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export interface GroupRecord {
  readonly name: string
  readonly singleChoice: boolean
  readonly color: string | null
  readonly ownerStaffId: number | null
  readonly roles: readonly string[] | null
}

/** Locks a group against tagging and other changes. */
export function lockGroup(ctx: Ctx, name: string): Promise<GroupRecord | undefined> {
  return ctx.db.maybe<GroupRecord>(sql`
    select name, single_choice as "singleChoice", color, owner_staff_id as "ownerStaffId", roles from tag_group
    where workspace_id = ${ctx.workspaceId} and name = ${name} for update`)
}

/** A new group stands last. False when the name was taken in the same moment. */
export async function insertGroup(ctx: Ctx, group: GroupRecord): Promise<boolean> {
  const made = await ctx.db.exec(sql`
    insert into tag_group (workspace_id, name, single_choice, color, owner_staff_id, roles, position)
    select ${ctx.workspaceId}, ${group.name}, ${group.singleChoice}, ${group.color}, ${group.ownerStaffId}, ${group.roles},
      coalesce(max(g.position), 0) + 1 from tag_group g where g.workspace_id = ${ctx.workspaceId}
    on conflict (workspace_id, name) do nothing`)
  return made > 0
}

/** Changes a group, and the tags with it when it gets another name. */
export async function updateGroup(ctx: Ctx, was: string, group: GroupRecord): Promise<void> {
  await ctx.db.exec(sql`
    update tag_group set name = ${group.name}, single_choice = ${group.singleChoice}, color = ${group.color},
      owner_staff_id = ${group.ownerStaffId}, roles = ${group.roles}
    where workspace_id = ${ctx.workspaceId} and name = ${was}`)
  if (group.name !== was) await moveTags(ctx, was, group.name)
}

export async function moveTags(ctx: Ctx, from: string, to: string): Promise<number> {
  return ctx.db.exec(sql`update tag set group_name = ${to} where workspace_id = ${ctx.workspaceId} and group_name = ${from}`)
}

export async function deleteGroup(ctx: Ctx, name: string): Promise<void> {
  await ctx.db.exec(sql`delete from tag_group where workspace_id = ${ctx.workspaceId} and name = ${name}`)
}

export function writeGroupOrder(ctx: Ctx, names: readonly string[]): Promise<number> {
  return ctx.db.exec(sql`
    update tag_group g set position = n.position from unnest(${names}::text[]) with ordinality as n (name, position)
    where g.workspace_id = ${ctx.workspaceId} and g.name = n.name and g.position <> n.position`)
}

export function writeTagOrder(ctx: Ctx, ids: readonly number[]): Promise<number> {
  return ctx.db.exec(sql`
    update tag t set position = n.position from unnest(${ids}::bigint[]) with ordinality as n (id, position)
    where t.workspace_id = ${ctx.workspaceId} and t.id = n.id and t.position <> n.position`)
}

/** Members that carry more than one tag of a group, at most `limit`: what stands in the way of single choice. */
export async function countMixed(ctx: Ctx, groupName: string, limit: number): Promise<number> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*) as count from (
      select mt.member_id from member_tag mt join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
      where mt.workspace_id = ${ctx.workspaceId} and t.group_name = ${groupName}
      group by mt.member_id having count(*) > 1 limit ${limit}) x`)
  return count
}

/** Leaves each member the newest tag of the group; answers what was taken. */
export function keepNewest(ctx: Ctx, groupName: string): Promise<(TagOnMember & { tag: string; counted: boolean })[]> {
  return ctx.db.rows<TagOnMember & { tag: string; counted: boolean }>(sql`
    with ranked as (
      select mt.tag_id, mt.member_id, row_number() over (partition by mt.member_id order by mt.at desc, mt.tag_id desc) as place
      from member_tag mt join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
      where mt.workspace_id = ${ctx.workspaceId} and t.group_name = ${groupName}),
    gone as (
      delete from member_tag mt using ranked r
      where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = r.tag_id and mt.member_id = r.member_id and r.place > 1
      returning mt.tag_id, mt.member_id)
    select g.tag_id as "tagId", g.member_id as "memberId", t.name as tag, m.kind = 'member' as counted
    from gone g join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = g.tag_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = g.member_id order by g.member_id, g.tag_id`)
}
