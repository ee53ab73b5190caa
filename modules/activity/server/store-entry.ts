import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { ActivityKind, Spec } from '../contract/index.ts'

/** How many a member has given, and the number of the one with this key. */
export async function countOwn(
  ctx: Ctx,
  activityId: number,
  memberId: number,
  key: string,
): Promise<{ count: number; known: number | null }> {
  return ctx.db.one<{ count: number; known: number | null }>(sql`
    select count(*)::int as count, max(number) filter (where key = ${key}) as known from activity_entry
    where workspace_id = ${ctx.workspaceId} and activity_id = ${activityId} and member_id = ${memberId}`)
}

export interface NewEntry {
  readonly activityId: number
  readonly memberId: number
  readonly text: string
  readonly mediaId: number | null
  readonly key: string
}
/** Numbered on; whoever adds holds the activity's row. */
export async function insertEntry(ctx: Ctx, entry: NewEntry): Promise<number> {
  const { number } = await ctx.db.one<{ number: number }>(sql`
    insert into activity_entry (workspace_id, activity_id, member_id, number, text, media_id, votes, hidden, reply, key, at)
    select ${ctx.workspaceId}, ${entry.activityId}, ${entry.memberId}, coalesce(max(e.number), 0) + 1, ${entry.text}, ${entry.mediaId}::bigint, 0, false, '',
      ${entry.key}, ${ctx.clock.now()}::timestamptz
    from activity_entry e where e.workspace_id = ${ctx.workspaceId} and e.activity_id = ${entry.activityId} returning number`)
  return number
}

/** Activities of these groups to which one may contribute or guess in words of one's own now, the newest first. */
export async function openForWords(ctx: Ctx, communityIds: readonly number[]) {
  if (communityIds.length === 0) return []
  return ctx.db.rows<{ id: number; communityId: number; kind: ActivityKind; entries: Spec['entries']; options: number }>(sql`
    select a.id, a.community_id as "communityId", a.kind, nullif(a.spec -> 'entries', 'null'::jsonb) as entries,
      coalesce(jsonb_array_length(a.spec -> 'source' -> 'options'), 0) as options
    from activity a
    where a.workspace_id = ${ctx.workspaceId} and a.community_id = any(${communityIds}::bigint[]) and (a.mechanism = 'entries' or a.kind = 'guess') and a.stage = 'open'
    order by a.starts_at desc, a.id desc`)
}

/** Contributions of many, numbered on in their order, as many of each member as the rule allows; a key that is known is passed over. */
export async function insertEntries(
  ctx: Ctx,
  entries: readonly (Omit<NewEntry, 'mediaId'> & { readonly most: number; readonly at: Date })[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((one, position) => ({ ...one, position }))
  await ctx.db.exec(sql`
    with fresh as (
      select n."activityId", n."memberId", n.text, n.key, n.most, n.at, n.position, (select count(*) from activity_entry e
          where e.workspace_id = ${ctx.workspaceId} and e.activity_id = n."activityId" and e.member_id = n."memberId")
        + row_number() over (partition by n."activityId", n."memberId" order by n.position) as own
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as n ("activityId" bigint, "memberId" bigint, text text, key text, most int, at timestamptz, position int)
      where not exists (select 1 from activity_entry e where e.workspace_id = ${ctx.workspaceId} and e.activity_id = n."activityId"
        and e.member_id = n."memberId" and e.key = n.key))
    insert into activity_entry (workspace_id, activity_id, member_id, number, text, media_id, votes, hidden, reply, key, at)
    select ${ctx.workspaceId}, f."activityId", f."memberId",
      coalesce((select max(e.number) from activity_entry e where e.workspace_id = ${ctx.workspaceId} and e.activity_id = f."activityId"), 0)
        + row_number() over (partition by f."activityId" order by f.position),
      f.text, null, 0, false, '', f.key, f.at
    from fresh f where f.own <= f.most
    on conflict (workspace_id, activity_id, member_id, key) do nothing`)
}

export interface FoundEntry {
  readonly memberId: number
  readonly votes: number
  readonly hidden: boolean
  readonly inGroup: boolean
  readonly counted: boolean
}
export const findEntry = (
  ctx: Ctx,
  activityId: number,
  entryId: number,
  voter: { readonly communityId: number; readonly memberId: number },
) =>
  ctx.db.maybe<FoundEntry>(sql`
    select e.member_id as "memberId", e.votes, e.hidden, coalesce(s.state = 'active', false) as "inGroup",
      coalesce(m.kind = 'member' and s.role not in ('ambience', 'staff'), false) as counted
    from activity_entry e
    left join membership s on s.workspace_id = ${ctx.workspaceId} and s.community_id = ${voter.communityId} and s.member_id = ${voter.memberId}
    left join member m on m.workspace_id = ${ctx.workspaceId} and m.id = ${voter.memberId}
    where e.workspace_id = ${ctx.workspaceId} and e.activity_id = ${activityId} and e.id = ${entryId}`)

/** Votes a member has given to others than this one. */
export async function countVotes(ctx: Ctx, activityId: number, memberId: number, besides: number): Promise<number> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from activity_vote
    where workspace_id = ${ctx.workspaceId} and member_id = ${memberId} and activity_id = ${activityId} and entry_id <> ${besides}`)
  return count
}

export const putVote = (ctx: Ctx, activityId: number, entryId: number, memberId: number) =>
  ctx.db.exec(sql`
    insert into activity_vote (workspace_id, activity_id, entry_id, member_id, at)
    values (${ctx.workspaceId}, ${activityId}, ${entryId}, ${memberId}, ${ctx.clock.now()})
    on conflict (workspace_id, activity_id, entry_id, member_id) do nothing`)

export const takeVote = (ctx: Ctx, activityId: number, entryId: number, memberId: number) =>
  ctx.db.exec(sql`
    delete from activity_vote
    where workspace_id = ${ctx.workspaceId} and activity_id = ${activityId} and entry_id = ${entryId} and member_id = ${memberId}`)

export async function moveVotes(ctx: Ctx, activityId: number, entryId: number, by: number): Promise<number> {
  const { votes } = await ctx.db.one<{ votes: number }>(sql`
    update activity_entry set votes = votes + ${by}
    where workspace_id = ${ctx.workspaceId} and activity_id = ${activityId} and id = ${entryId} returning votes`)
  return votes
}

export const changeEntry = (ctx: Ctx, activityId: number, entryId: number, hidden: boolean | null, reply: string | null) =>
  ctx.db.exec(sql`
    update activity_entry set hidden = coalesce(${hidden}::boolean, hidden), reply = coalesce(${reply}::text, reply)
    where workspace_id = ${ctx.workspaceId} and activity_id = ${activityId} and id = ${entryId}`)
