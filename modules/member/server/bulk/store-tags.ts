import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { TagOnMember } from '../tag/store.ts'

export interface PutBack {
  readonly memberId: number
  readonly id: number
  readonly at: string
  readonly by: string | null
  readonly until: string | null
}
type Moved = TagOnMember & { readonly tag: string; readonly counted: boolean }

/** Locks members and reads which of a tag and its single-choice rivals they carry, in the order of the tags' ids. */
export function holdStandings(ctx: Ctx, tagId: number, memberIds: readonly number[]): Promise<{ memberId: number; tags: unknown }[]> {
  return ctx.db.rows<{ memberId: number; tags: unknown }>(sql`
    with held as (
      select id from member where workspace_id = ${ctx.workspaceId} and id = any(${memberIds}::bigint[]) order by id for no key update),
    watched as (
      select o.id from tag t join tag o on o.workspace_id = ${ctx.workspaceId}
        and (o.id = t.id or (o.group_name = t.group_name and exists (
          select 1 from tag_group g where g.workspace_id = ${ctx.workspaceId} and g.name = t.group_name and g.single_choice)))
      where t.workspace_id = ${ctx.workspaceId} and t.id = ${tagId}),
    carried as (
      select mt.member_id, jsonb_agg(jsonb_build_object('id', mt.tag_id, 'at', mt.at, 'by', mt.by, 'until', mt.until) order by mt.tag_id) as tags
      from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = any(${memberIds}::bigint[])
        and mt.tag_id in (select id from watched)
      group by mt.member_id)
    select h.id as "memberId", coalesce(c.tags, '[]') as tags from held h left join carried c on c.member_id = h.id`)
}

export function takeBack(ctx: Ctx, pairs: readonly PutBack[]): Promise<Moved[]> {
  return ctx.db.rows<Moved>(sql`
    delete from member_tag mt
    using unnest(${pairs.map((pair) => pair.id)}::bigint[], ${pairs.map((pair) => pair.memberId)}::bigint[]) as n (tag_id, member_id), tag t, member m
    where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = n.tag_id and mt.member_id = n.member_id
      and t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id and m.workspace_id = ${ctx.workspaceId} and m.id = mt.member_id
    returning mt.tag_id as "tagId", mt.member_id as "memberId", t.name as tag, m.kind = 'member' as counted`)
}

/** Puts tags back with the moments they had; one whose time went by meanwhile, or that is no longer on the list, stays away. */
export function putBack(ctx: Ctx, pairs: readonly PutBack[]): Promise<Moved[]> {
  return ctx.db.rows<Moved>(sql`
    with back as (
      insert into member_tag (workspace_id, tag_id, member_id, at, by, until)
      select ${ctx.workspaceId}, t.id, n.member_id, n.at, n.by, n.until
      from unnest(${pairs.map((pair) => pair.id)}::bigint[], ${pairs.map((pair) => pair.memberId)}::bigint[],
        ${pairs.map((pair) => pair.at)}::timestamptz[], ${pairs.map((pair) => pair.by)}::text[],
        ${pairs.map((pair) => pair.until)}::timestamptz[]) as n (tag_id, member_id, at, by, until)
      join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = n.tag_id
      where n.until is null or n.until > ${ctx.clock.now()}
      order by n.tag_id, n.member_id
      on conflict (workspace_id, tag_id, member_id) do nothing
      returning tag_id, member_id)
    select b.tag_id as "tagId", b.member_id as "memberId", t.name as tag, m.kind = 'member' as counted
    from back b join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = b.tag_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = b.member_id order by b.member_id, b.tag_id`)
}
