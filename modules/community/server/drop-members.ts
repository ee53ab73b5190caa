import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { communityMemberLeft } from '../contract/index.ts'
import { addToCounts, lockCommunity } from './store-community.ts'
import { endMemberships } from './store-membership.ts'

/**
 * A channel saw them gone, without a word. They may come back: the channel lets them in, not we. Any number in a few statements.
 * Returns how many were in.
 */
export function dropMembers(ctx: Ctx, input: { readonly communityId: number; readonly memberIds: readonly number[] }): Promise<number> {
  if (input.memberIds.length === 0) return Promise.resolve(0)
  return ctx.inTx(async (tx) => {
    const community = await lockCommunity(tx, input.communityId)
    if (!community) return 0
    const exit = { state: 'left', kind: 'silent', reason: null, blocked: false } as const
    const ended = await endMemberships(tx, community.id, input.memberIds, exit)
    await addToCounts(tx, community.id, -ended.length, -ended.filter((one) => one.counted).length)
    await emit(
      tx,
      ended.map((one) => ({
        kind: communityMemberLeft,
        communityId: community.id,
        memberId: one.memberId,
        counted: one.counted,
        data: { how: 'silent', reason: null },
      })),
    )
    return ended.length
  })
}
