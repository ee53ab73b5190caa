import { changeMembership, removeMember as removeFromCommunity } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import { roomErrors } from '../contract/index.ts'
import { standings } from './read-standing.ts'
import { mustModerate, type TakenSeat, takeSeat } from './take-seat.ts'

interface Target {
  readonly communityId: number
  readonly memberId: number
}

/** Mutes a member in the group's room for some minutes; 0 ends it. @throws room.only_moderators | room.not_this_person */
export async function muteMember(ctx: Ctx, { communityId, memberId, minutes }: Target & { readonly minutes: number }) {
  return ctx.inTx(async (tx) => {
    await mustReach(tx, await takeSeat(tx, communityId), memberId)
    const mutedUntil = minutes > 0 ? new Date(tx.clock.now().getTime() + minutes * 60_000) : null
    return changeMembership(tx, { id: communityId, memberId, mutedUntil })
  })
}

/** Removes a member by a rule, with what they did. @throws room.only_moderators | room.not_this_person */
export async function removeMember(ctx: Ctx, input: Target & { readonly rule: string; readonly evidence: string }) {
  return ctx.inTx(async (tx) => {
    const { communityId, memberId, rule, evidence } = input
    await mustReach(tx, await takeSeat(tx, communityId), memberId)
    return removeFromCommunity(tx, { id: communityId, memberId, rule, evidence, mediaIds: [], mayRejoin: false })
  })
}

/** Moderators act on members, not on each other and not on themselves; only staff act on duty members. */
async function mustReach(ctx: Ctx, seat: TakenSeat, memberId: number): Promise<void> {
  mustModerate(seat)
  const [target] = await standings(ctx, [{ communityId: seat.communityId, memberId }])
  if (target?.state !== 'active') throw roomErrors.not_found()
  const equal = seat.person.kind === 'member' && (memberId === seat.person.id || target.role === 'duty' || target.role === 'staff')
  if (equal) throw roomErrors.not_this_person()
}
