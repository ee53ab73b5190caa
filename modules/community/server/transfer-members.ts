import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { communityErrors, communityMemberLeft } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { type Admission, admit } from './admit.ts'
import { addToCounts, type CommunityRecord, lockCommunity } from './store-community.ts'
import { activeMemberIds, endMemberships } from './store-membership.ts'

export type Transfer = Omit<Admission, 'joined'> & { readonly moved: number[] }

/**
 * Moves members to another community: who finds room there leaves here, the others stay. All of them when none are named
 * (staff and ambience helpers included).
 * @throws community.not_found community.same_community community.state_forbids
 */
export async function transferMembers(
  ctx: Ctx,
  input: { readonly id: number; readonly toCommunityId: number; readonly memberIds?: readonly number[] | undefined },
): Promise<Transfer> {
  if (input.id === input.toCommunityId) throw communityErrors.same_community()
  return ctx.inTx(async (ctx) => {
    const { from, to } = await lockBoth(ctx, input.id, input.toCommunityId)
    if (!can(from.state, 'transfer')) throw communityErrors.state_forbids({ state: from.state, action: 'transfer' })
    if (!can(to.state, 'join') && to.state !== 'planned') throw communityErrors.state_forbids({ state: to.state, action: 'join' })
    const inside = await activeMemberIds(ctx, from.id)
    const wanted = input.memberIds ? inside.filter((id) => input.memberIds?.includes(id)) : inside
    const result = await admit(ctx, to, wanted, { role: 'member', scene: 'transfer', source: null, inviterMemberId: null })
    const ended = await endMemberships(ctx, from.id, [...result.joined, ...result.already], {
      state: 'left',
      kind: 'transferred',
      reason: null,
      blocked: false,
    })
    await addToCounts(ctx, from.id, -ended.length, -ended.filter((one) => one.counted).length)
    await emit(
      ctx,
      ended.map((one) => ({
        kind: communityMemberLeft,
        communityId: from.id,
        memberId: one.memberId,
        counted: one.counted,
        data: { how: 'transferred' as const, reason: null },
      })),
    )
    if (ctx.actor.kind === 'staff')
      await audit(ctx, {
        verb: 'community.transfer_members',
        target: { kind: 'community', id: from.id },
        after: { toCommunityId: to.id, moved: result.joined, noRoom: result.noRoom.length },
      })
    const { joined: moved, ...rest } = result
    return { ...rest, moved }
  })
}

/** Both rows in the order of their ids, so that two transfers across each other do not wait forever. */
async function lockBoth(ctx: Ctx, fromId: number, toId: number): Promise<{ from: CommunityRecord; to: CommunityRecord }> {
  const first = await lockCommunity(ctx, Math.min(fromId, toId))
  const second = await lockCommunity(ctx, Math.max(fromId, toId))
  const [from, to] = fromId < toId ? [first, second] : [second, first]
  if (!from || !to) throw communityErrors.not_found()
  return { from, to }
}
