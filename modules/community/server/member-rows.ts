import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'
import { communityMemberLeft } from '../contract/index.ts'
import { forgetInCommunities } from './forget-in-communities.ts'

/** The loser is in and the winner is not: then the loser's standing counts. */
const STILL_IN = sql`w.state <> 'active' and l.state = 'active'`

export const memberRows = memberTables.of({
  tables: [
    {
      table: 'membership',
      key: ['community_id', 'member_id'],
      column: 'member_id',
      clash: ['community_id'],
      combine: {
        state: sql`case when ${STILL_IN} then l.state else w.state end`,
        left_at: sql`case when ${STILL_IN} then l.left_at else w.left_at end`,
        leave_kind: sql`case when ${STILL_IN} then l.leave_kind else w.leave_kind end`,
        leave_reason: sql`case when ${STILL_IN} then l.leave_reason else w.leave_reason end`,
        role: sql`case when w.role = 'member' then l.role else w.role end`,
        joined_at: sql`least(w.joined_at, l.joined_at)`,
        muted_until: sql`greatest(w.muted_until, l.muted_until)`,
        rejoin_blocked: sql`w.rejoin_blocked or l.rejoin_blocked`,
      },
      erase: { leave_reason: sql`null`, source: sql`null` },
      exports: ['community_id', 'state', 'role', 'joined_at', 'left_at', 'leave_reason'],
    },
    { table: 'membership', key: ['community_id', 'member_id'], column: 'inviter_member_id', erase: 'keep' },
    {
      table: 'application',
      key: ['id'],
      column: 'member_id',
      // Two open ones at one door become one.
      drops: ({ winnerId }) => sql`t.state in ('waiting', 'interview') and exists (select 1 from application w
        where w.workspace_id = t.workspace_id and w.community_id = t.community_id and w.member_id = ${winnerId} and w.state in ('waiting', 'interview'))`,
      erase: { answers: sql`'[]'`, reason: sql`null`, source: sql`null` },
      exports: ['community_id', 'state', 'answers', 'reason', 'created_at', 'decided_at'],
    },
    { table: 'application', key: ['id'], column: 'inviter_member_id', erase: 'keep' },
    { table: 'invitation_code', key: ['id'], column: 'inviter_member_id', erase: { note: sql`''`, source: sql`null` } },
  ],
  eventWords: {
    'community.member_left': sql`t.data || '{"reason":null}'`,
    'community.member_removed': sql`t.data || '{"evidence":"","mediaIds":[]}'`,
    'community.application_decided': sql`t.data || '{"reason":null}'`,
  },
  forget: forgetInCommunities,
  settle: recount,
  end: async (ctx, memberId) => {
    await leaveAll(ctx, memberId)
    await ctx.db.exec(sql`
      update application set state = 'withdrawn', decided_at = ${ctx.clock.now()}
      where workspace_id = ${ctx.workspaceId} and member_id = ${memberId} and state in ('waiting', 'interview')`)
  },
})

/** Out of every community at once; their rows are locked, so that a size counts nobody twice. */
async function leaveAll(ctx: Ctx, memberId: number): Promise<void> {
  await ctx.db.rows(sql`
    select c.id from community c where c.workspace_id = ${ctx.workspaceId} and c.id in (
      select ms.community_id from membership ms where ms.workspace_id = ${ctx.workspaceId} and ms.member_id = ${memberId} and ms.state = 'active')
    order by c.id for update`)
  const left = await ctx.db.rows<{ communityId: number; counted: boolean }>(sql`
    update membership set state = 'left', left_at = ${ctx.clock.now()}, leave_kind = 'silent', leave_reason = null, muted_until = null
    where workspace_id = ${ctx.workspaceId} and member_id = ${memberId} and state = 'active'
    returning community_id as "communityId", counted`)
  await recount(ctx, [memberId])
  const data = { how: 'silent' as const, reason: null }
  await emit(
    ctx,
    left.map((one) => ({ kind: communityMemberLeft, communityId: one.communityId, memberId, counted: one.counted, data })),
  )
}

/** Sizes of the communities that these members are or were in. */
async function recount(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    update community c set headcount = n.heads, member_count = n.counted
    from (select ms.community_id, (count(*) filter (where ms.state = 'active'))::int as heads,
        (count(*) filter (where ms.state = 'active' and ms.counted))::int as counted
      from membership ms where ms.workspace_id = ${ctx.workspaceId} and ms.community_id in (
        select o.community_id from membership o where o.workspace_id = ${ctx.workspaceId} and o.member_id = any(${memberIds}::bigint[]))
      group by ms.community_id) n
    where c.workspace_id = ${ctx.workspaceId} and c.id = n.community_id and (c.headcount, c.member_count) is distinct from (n.heads, n.counted)`)
}
