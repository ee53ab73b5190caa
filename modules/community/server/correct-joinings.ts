import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { communityMemberChanged } from '../contract/index.ts'

/**
 * A channel says when people joined who are in already: their joining is dated by it, not by when we heard of them. Nothing happened, so nobody
 * joins; whoever was put in by hand keeps their day. Any number in a few statements. Returns how many changed.
 */
export function correctJoinings(
  ctx: Ctx,
  input: { readonly communityId: number; readonly since: ReadonlyMap<number, Date | null> },
): Promise<number> {
  const now = ctx.clock.now()
  // A clock ahead of ours says nothing yet.
  const told = [...input.since].flatMap(([memberId, at]) => (at === null || at > now ? [] : [{ memberId, at }]))
  if (told.length === 0) return Promise.resolve(0)
  return ctx.inTx(async (tx) => {
    const changed = await tx.db.rows<{ memberId: number; counted: boolean; joinedAt: Date }>(sql`
      update membership ms set joined_at = n.joined_at
      from unnest(${told.map((one) => one.memberId)}::bigint[], ${told.map((one) => one.at)}::timestamptz[]) as n (id, joined_at)
      where ms.workspace_id = ${tx.workspaceId} and ms.community_id = ${input.communityId} and ms.member_id = n.id and ms.state = 'active'
        and ms.scene = 'channel' and ms.joined_at <> n.joined_at
      returning ms.member_id as "memberId", ms.counted, ms.joined_at as "joinedAt"`)
    await emit(
      tx,
      changed.map(({ memberId, counted, joinedAt }) => ({
        kind: communityMemberChanged,
        communityId: input.communityId,
        memberId,
        counted,
        data: { joinedAt: joinedAt.toISOString() },
      })),
    )
    return changed.length
  })
}
