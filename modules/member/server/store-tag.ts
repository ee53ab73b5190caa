import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Tag } from '../contract/index.ts'

export function findTag(ctx: Ctx, name: string): Promise<Tag | undefined> {
  return ctx.db.maybe<Tag>(sql`
    select id, name, group_name as "groupName", color from tag where workspace_id = ${ctx.workspaceId} and name = ${name}`)
}

export function findTagById(ctx: Ctx, id: number): Promise<Tag | undefined> {
  return ctx.db.maybe<Tag>(sql`
    select id, name, group_name as "groupName", color from tag where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Numbers of the tags that exist, by name. */
export async function tagNumbers(ctx: Ctx, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.rows<{ id: number; name: string }>(sql`
    select id, name from tag where workspace_id = ${ctx.workspaceId} and name = any(${[...new Set(names)]}::text[])`)
  return new Map(rows.map((row) => [row.name, row.id]))
}

/** Tags by name, made when new; existing ones keep their group. */
export async function ensureTags(ctx: Ctx, names: readonly string[], groupName = ''): Promise<Tag[]> {
  await ctx.db.exec(sql`
    insert into tag (workspace_id, name, group_name, created_at)
    select ${ctx.workspaceId}, n.name, ${groupName}, ${ctx.clock.now()} from unnest(${[...new Set(names)].toSorted()}::text[]) as n (name)
    on conflict (workspace_id, name) do nothing`)
  return ctx.db.rows<Tag>(sql`
    select id, name, group_name as "groupName", color from tag where workspace_id = ${ctx.workspaceId} and name = any(${names}::text[]) order by id`)
}

export interface TagOnMember {
  readonly memberId: number
  readonly tagId: number
}

/** Puts tags on members; answers the pairs that are new, with whether the member counts. */
export function insertMemberTags(ctx: Ctx, pairs: readonly TagOnMember[]): Promise<(TagOnMember & { counted: boolean })[]> {
  return ctx.db.rows<TagOnMember & { counted: boolean }>(sql`
    with added as (
      insert into member_tag (workspace_id, tag_id, member_id, at, by)
      select ${ctx.workspaceId}, n.tag_id, n.member_id, ${ctx.clock.now()}, ${writer(ctx)}
      from unnest(${pairs.map((pair) => pair.tagId)}::bigint[], ${pairs.map((pair) => pair.memberId)}::bigint[]) as n (tag_id, member_id)
      order by n.tag_id, n.member_id
      on conflict (workspace_id, tag_id, member_id) do nothing
      returning tag_id, member_id)
    select a.tag_id as "tagId", a.member_id as "memberId", m.kind = 'member' as counted
    from added a join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id order by a.member_id, a.tag_id`)
}

/** In single-choice groups the newest tag is the one that stays: takes the others of its group from these members. */
export function deleteRivalTags(ctx: Ctx, pairs: readonly TagOnMember[]): Promise<(TagOnMember & { tag: string; counted: boolean })[]> {
  return ctx.db.rows<TagOnMember & { tag: string; counted: boolean }>(sql`
    delete from member_tag mt
    using unnest(${pairs.map((pair) => pair.tagId)}::bigint[], ${pairs.map((pair) => pair.memberId)}::bigint[]) as n (tag_id, member_id),
      tag given, tag_group g, tag rival, member m
    where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = n.member_id and mt.tag_id <> n.tag_id
      and given.workspace_id = ${ctx.workspaceId} and given.id = n.tag_id
      and g.workspace_id = ${ctx.workspaceId} and g.name = given.group_name and g.single_choice
      and rival.workspace_id = ${ctx.workspaceId} and rival.id = mt.tag_id and rival.group_name = g.name
      and m.workspace_id = ${ctx.workspaceId} and m.id = mt.member_id
    returning mt.tag_id as "tagId", mt.member_id as "memberId", rival.name as tag, m.kind = 'member' as counted`)
}

export function deleteMemberTags(ctx: Ctx, tagId: number, memberIds: readonly number[]): Promise<{ memberId: number; counted: boolean }[]> {
  return ctx.db.rows<{ memberId: number; counted: boolean }>(sql`
    delete from member_tag mt using member m
    where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = ${tagId} and mt.member_id = any(${memberIds}::bigint[])
      and m.workspace_id = ${ctx.workspaceId} and m.id = mt.member_id
    returning mt.member_id as "memberId", m.kind = 'member' as counted`)
}

export function membersWithTag(ctx: Ctx, tagId: number): Promise<{ memberId: number }[]> {
  return ctx.db.rows<{ memberId: number }>(sql`
    select member_id as "memberId" from member_tag where workspace_id = ${ctx.workspaceId} and tag_id = ${tagId} order by member_id`)
}

export async function saveTagRow(
  ctx: Ctx,
  tag: { id?: number | undefined; name: string; groupName: string; color: string | null },
): Promise<number> {
  const row = tag.id
    ? await ctx.db.maybe<{ id: number }>(sql`
        update tag set name = ${tag.name}, group_name = ${tag.groupName}, color = ${tag.color}
        where workspace_id = ${ctx.workspaceId} and id = ${tag.id} returning id`)
    : await ctx.db.maybe<{ id: number }>(sql`
        insert into tag (workspace_id, name, group_name, color, created_at)
        values (${ctx.workspaceId}, ${tag.name}, ${tag.groupName}, ${tag.color}, ${ctx.clock.now()})
        on conflict (workspace_id, name) do nothing returning id`)
  return row?.id ?? 0
}

export async function saveTagGroup(ctx: Ctx, name: string, singleChoice: boolean): Promise<void> {
  await ctx.db.exec(sql`
    insert into tag_group (workspace_id, name, single_choice) values (${ctx.workspaceId}, ${name}, ${singleChoice})
    on conflict (workspace_id, name) do update set single_choice = excluded.single_choice`)
}

export async function deleteTag(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`delete from tag where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

function writer(ctx: Ctx): string {
  const { actor } = ctx
  if (actor.kind === 'staff') return `staff:${actor.staffId}`
  return actor.kind === 'system' ? actor.name : actor.kind
}
