import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { communityErrors, communityMemberLeft } from '../contract/index.ts'
import { addToCounts, type CommunityRecord } from './store-community.ts'
import { endMemberships } from './store-membership.ts'

/**
 * A member leaves a community the caller has locked. With a reason it is a request; without one (a channel only saw them gone) they
 * may not come back, unless the community allows it.
 * @throws community.not_a_member
 */
export async function leaveCommunity(
  ctx: Ctx,
  community: CommunityRecord,
  input: { readonly memberId: number; readonly reason: string | null },
): Promise<{ mayRejoin: boolean }> {
  const how = input.reason ? 'requested' : 'silent'
  const mayRejoin = how === 'requested' || (community.options.rejoinAfterSilentExit ?? false)
  const [ended] = await endMemberships(ctx, community.id, [input.memberId], {
    state: 'left',
    kind: how,
    reason: input.reason,
    blocked: !mayRejoin,
  })
  if (!ended) throw communityErrors.not_a_member()
  await addToCounts(ctx, community.id, -1, ended.counted ? -1 : 0)
  await emit(ctx, [
    {
      kind: communityMemberLeft,
      communityId: community.id,
      memberId: ended.memberId,
      counted: ended.counted,
      data: { how, reason: input.reason },
    },
  ])
  return { mayRejoin }
}
