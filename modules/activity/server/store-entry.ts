import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

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
