import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { communityErrors, communityMemberRemoved, type removeMember as removeRoute } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { addToCounts, lockCommunity } from './store-community.ts'
import { endMemberships } from './store-membership.ts'

/**
 * Removes a member, with the rule broken and the evidence for the record.
 * @throws community.not_found community.state_forbids community.not_a_member
 */
export async function removeMember(ctx: Ctx, input: InputOf<typeof removeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const community = await lockCommunity(ctx, input.id)
    if (!community) throw communityErrors.not_found()
    if (!can(community.state, 'remove')) throw communityErrors.state_forbids({ state: community.state, action: 'remove' })
    const [ended] = await endMemberships(ctx, community.id, [input.memberId], {
      state: 'removed',
      kind: 'removed',
      reason: input.rule,
      blocked: !input.mayRejoin,
    })
    if (!ended) throw communityErrors.not_a_member()
    await addToCounts(ctx, community.id, -1, ended.counted ? -1 : 0)
    const { rule, evidence, mediaIds, mayRejoin } = input
    await emit(ctx, [
      {
        kind: communityMemberRemoved,
        communityId: community.id,
        memberId: ended.memberId,
        counted: ended.counted,
        data: { rule, evidence, mediaIds, mayRejoin },
      },
    ])
    await audit(ctx, {
      verb: 'community.remove_member',
      target: { kind: 'member', id: ended.memberId },
      before: { communityId: community.id, role: ended.role },
      after: { rule, evidence, mediaIds, mayRejoin },
    })
    return { changed: 1 }
  })
}
