import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type changeMembership as changeRoute, communityErrors, communityMemberChanged } from '../contract/index.ts'
import { addToCounts, lockCommunity } from './store-community.ts'
import { lockMembership, type MembershipMarks, saveMembership } from './store-membership.ts'

/**
 * Role, mute, or a second chance. A member of staff or an ambience helper stays uncounted whatever role they get.
 * @throws community.not_found community.not_a_member
 */
export async function changeMembership(ctx: Ctx, input: InputOf<typeof changeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const community = await lockCommunity(ctx, input.id)
    if (!community) throw communityErrors.not_found()
    const before = await lockMembership(ctx, community.id, input.memberId)
    if (!before) throw communityErrors.not_a_member()
    const active = before.state === 'active'
    if (!active && (input.role || input.mutedUntil !== undefined)) throw communityErrors.not_a_member()
    const role = input.role ?? before.role
    const after: MembershipMarks = {
      role,
      counted: before.kind === 'member' && role !== 'staff' && role !== 'ambience',
      mutedUntil: input.mutedUntil === undefined ? before.mutedUntil : input.mutedUntil,
      rejoinBlocked: before.rejoinBlocked && !input.rejoinAllowed,
    }
    const data = changesOf(before, after)
    if (Object.keys(data).length === 0) return { changed: 0 }
    await saveMembership(ctx, community.id, input.memberId, after)
    if (active && after.counted !== before.counted) await addToCounts(ctx, community.id, 0, after.counted ? 1 : -1)
    await emit(ctx, [{ kind: communityMemberChanged, communityId: community.id, memberId: input.memberId, counted: after.counted, data }])
    await audit(ctx, {
      verb: 'community.change_membership',
      target: { kind: 'member', id: input.memberId },
      before: { communityId: community.id, role: before.role, mutedUntil: before.mutedUntil, rejoinBlocked: before.rejoinBlocked },
      after: { role: after.role, mutedUntil: after.mutedUntil, rejoinBlocked: after.rejoinBlocked },
    })
    return { changed: 1 }
  })
}

function changesOf(before: MembershipMarks, after: MembershipMarks) {
  return {
    ...(before.role === after.role ? {} : { role: after.role }),
    ...(before.mutedUntil?.getTime() === after.mutedUntil?.getTime() ? {} : { mutedUntil: after.mutedUntil?.toISOString() ?? null }),
    ...(before.rejoinBlocked === after.rejoinBlocked ? {} : { rejoinAllowed: true }),
  }
}
