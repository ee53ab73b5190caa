import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Tag } from '../../contract/index.ts'

export interface TagRecord extends Tag {
  readonly lifeDays: number | null
  /** Roles that may use it, its own or its group's; null: everybody. */
  readonly roles: readonly string[] | null
  readonly singleChoice: boolean
  readonly groupOwner: number | null
}

const COLUMNS = sql`t.id, t.name, t.group_name as "groupName", t.color, t.life_days as "lifeDays", coalesce(t.roles, g.roles) as roles,
  coalesce(g.single_choice, false) as "singleChoice", g.owner_staff_id as "groupOwner"`

export function findTag(ctx: Ctx, name: string): Promise<TagRecord | undefined> {
  return ctx.db.maybe<TagRecord>(sql`
    select ${COLUMNS} from tag t left join tag_group g on g.workspace_id = ${ctx.workspaceId} and g.name = t.group_name
    where t.workspace_id = ${ctx.workspaceId} and t.name = ${name}`)
}

export function findTagById(ctx: Ctx, id: number): Promise<TagRecord | undefined> {
  return ctx.db.maybe<TagRecord>(sql`
    select ${COLUMNS} from tag t left join tag_group g on g.workspace_id = ${ctx.workspaceId} and g.name = t.group_name
    where t.workspace_id = ${ctx.workspaceId} and t.id = ${id}`)
}

/** Tags that only some roles may use. */
export function restrictedTags(ctx: Ctx): Promise<TagRecord[]> {
  return ctx.db.rows<TagRecord>(sql`
    select ${COLUMNS} from tag t left join tag_group g on g.workspace_id = ${ctx.workspaceId} and g.name = t.group_name
    where t.workspace_id = ${ctx.workspaceId} and coalesce(t.roles, g.roles) is not null order by t.id`)
}

/** Numbers of the tags that exist, by name. */
export async function tagNumbers(ctx: Ctx, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.rows<{ id: number; name: string }>(sql`
    select id, name from tag where workspace_id = ${ctx.workspaceId} and name = any(${[...new Set(names)]}::text[])`)
  return new Map(rows.map((row) => [row.name, row.id]))
}

/** Tags by name, made when new; existing ones keep their group. */
export async function ensureTags(ctx: Ctx, names: readonly string[], groupName = ''): Promise<Tag[]> {
  await ensureGroup(ctx, groupName)
  await ctx.db.exec(sql`
    insert into tag (workspace_id, name, group_name, created_at)
    select ${ctx.workspaceId}, n.name, ${groupName}, ${ctx.clock.now()} from unnest(${[...new Set(names)].toSorted()}::text[]) as n (name)
    on conflict (workspace_id, name) do nothing`)
  return ctx.db.rows<Tag>(sql`
    select id, name, group_name as "groupName", color from tag where workspace_id = ${ctx.workspaceId} and name = any(${names}::text[]) order by id`)
}

export async function ensureGroup(ctx: Ctx, name: string): Promise<void> {
  if (name === '') return
  await ctx.db.exec(sql`
    insert into tag_group (workspace_id, name) values (${ctx.workspaceId}, ${name}) on conflict (workspace_id, name) do nothing`)
}

/**
 * Holds tags and their groups as they are until the transaction ends: nobody moves a tag or turns its group into single choice meanwhile.
 * Answers the tags in the order of their ids.
 */
export function holdTags(ctx: Ctx, ids: readonly number[]): Promise<TagRecord[]> {
  return ctx.db.rows<TagRecord>(sql`
    with held as (
      select id, name, group_name, color, life_days, roles from tag where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[])
      order by id for share),
    groups as (
      select name, roles, single_choice, owner_staff_id from tag_group
      where workspace_id = ${ctx.workspaceId} and name in (select group_name from held) order by name for share)
    select ${COLUMNS} from held t left join groups g on g.name = t.group_name order by t.id`)
}

/** Members whose single choice is being made: two that choose for one member take turns. */
export async function holdMembers(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    select id from member where workspace_id = ${ctx.workspaceId} and id = any(${memberIds}::bigint[]) order by id for no key update`)
}

export interface TagOnMember {
  readonly memberId: number
  readonly tagId: number
}
export interface TagToPut extends TagOnMember {
  readonly until: Date | null
}

/** What a second tagging does to the end of the first: `exact` sets it, `renew` only ever makes it later. */
export type Ending = 'exact' | 'renew'

/** Puts tags on members; answers the pairs that are new or end at another time now, with whether the member counts. */
export function insertMemberTags(
  ctx: Ctx,
  pairs: readonly TagToPut[],
  ending: Ending,
): Promise<(TagToPut & { counted: boolean; fresh: boolean })[]> {
  return ctx.db.rows<TagToPut & { counted: boolean; fresh: boolean }>(sql`
    with added as (
      insert into member_tag (workspace_id, tag_id, member_id, at, by, until)
      select ${ctx.workspaceId}, n.tag_id, n.member_id, ${ctx.clock.now()}, ${writer(ctx)}, n.until
      from unnest(${pairs.map((pair) => pair.tagId)}::bigint[], ${pairs.map((pair) => pair.memberId)}::bigint[],
        ${pairs.map((pair) => pair.until)}::timestamptz[]) as n (tag_id, member_id, until)
      order by n.tag_id, n.member_id
      on conflict (workspace_id, tag_id, member_id) do update set until = excluded.until
        where member_tag.until is distinct from excluded.until
          and (${ending === 'exact'} or (member_tag.until is not null and (excluded.until is null or excluded.until > member_tag.until)))
      returning tag_id, member_id, until, xmax = 0 as fresh)
    select a.tag_id as "tagId", a.member_id as "memberId", a.until, a.fresh, m.kind = 'member' as counted
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

export function deleteTagPairs(ctx: Ctx, pairs: readonly TagOnMember[]): Promise<(TagOnMember & { counted: boolean })[]> {
  return ctx.db.rows<TagOnMember & { counted: boolean }>(sql`
    delete from member_tag mt using member m,
      unnest(${pairs.map((one) => one.memberId)}::bigint[], ${pairs.map((one) => one.tagId)}::bigint[]) as n (member_id, tag_id)
    where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = n.tag_id and mt.member_id = n.member_id
      and m.workspace_id = ${ctx.workspaceId} and m.id = mt.member_id
    returning mt.member_id as "memberId", mt.tag_id as "tagId", m.kind = 'member' as counted`)
}

export function deleteMemberTags(ctx: Ctx, tagId: number, memberIds: readonly number[]): Promise<{ memberId: number; counted: boolean }[]> {
  return ctx.db.rows<{ memberId: number; counted: boolean }>(sql`
    delete from member_tag mt using member m
    where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = ${tagId} and mt.member_id = any(${memberIds}::bigint[])
      and m.workspace_id = ${ctx.workspaceId} and m.id = mt.member_id
    returning mt.member_id as "memberId", m.kind = 'member' as counted`)
}

/** Tags whose time is over, at most `limit` of them; two workers take different ones. */
export function deleteExpired(ctx: Ctx, limit: number): Promise<(TagOnMember & { tag: string; counted: boolean })[]> {
  return ctx.db.rows<TagOnMember & { tag: string; counted: boolean }>(sql`
    with over as (
      select tag_id, member_id from member_tag where workspace_id = ${ctx.workspaceId} and until <= ${ctx.clock.now()}
      order by until limit ${limit} for update skip locked),
    gone as (
      delete from member_tag mt using over o where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = o.tag_id and mt.member_id = o.member_id
      returning mt.tag_id, mt.member_id)
    select g.tag_id as "tagId", g.member_id as "memberId", t.name as tag, m.kind = 'member' as counted
    from gone g join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = g.tag_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = g.member_id order by g.member_id, g.tag_id`)
}

/** Members that carry a tag, `limit` of them at most. */
export function holdersOf(ctx: Ctx, tagId: number, limit: number): Promise<{ memberId: number }[]> {
  return ctx.db.rows<{ memberId: number }>(sql`
    select member_id as "memberId" from member_tag where workspace_id = ${ctx.workspaceId} and tag_id = ${tagId} order by member_id limit ${limit}`)
}

function writer(ctx: Ctx): string {
  const { actor } = ctx
  if (actor.kind === 'staff') return `staff:${actor.staffId}`
  return actor.kind === 'system' ? actor.name : actor.kind
}
