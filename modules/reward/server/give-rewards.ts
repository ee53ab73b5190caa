import { randomUUID } from 'node:crypto'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { seenIds } from '@grove/member/server'
import { type giveRewards as giveRoute, rewardErrors } from '../contract/index.ts'
import { issueRewards } from './issue-rewards.ts'
import { lockRewards } from './store.ts'

/** By hand: all of them or none. @throws reward.not_found reward.member_not_found reward.none_left */
export async function giveRewards(ctx: Ctx, input: InputOf<typeof giveRoute>): Promise<{ given: number }> {
  return ctx.inTx(async (ctx) => {
    const [reward] = await lockRewards(ctx, [input.rewardId])
    if (!reward) throw rewardErrors.not_found()
    const memberIds = await seenIds(ctx, input.memberIds)
    if (memberIds.length < new Set(input.memberIds).size) throw rewardErrors.member_not_found()
    // The same gift twice is allowed; the same call twice is ruled out by its Idempotency-Key.
    const turn = randomUUID()
    const wishes = memberIds.map((memberId) => ({ rewardId: reward.id, memberId, key: `manual:${turn}:${memberId}`, why: input.why }))
    const given = await issueRewards(ctx, wishes)
    if (given.size < wishes.length) throw rewardErrors.none_left({ reward: reward.name })
    await audit(ctx, {
      verb: 'reward.give',
      target: { kind: 'reward', id: reward.id },
      after: { memberIds, why: input.why },
    })
    return { given: given.size }
  })
}
