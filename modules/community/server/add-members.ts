import { audit, type Ctx } from '@grove/kernel/server'
import { livingIds } from '@grove/member/server'
import { communityErrors, type MembershipRole, type Scene } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { type Admission, admit } from './admit.ts'
import { lockCommunity } from './store-community.ts'

/**
 * Puts members in without asking at the door: by hand, by a playbook, by an import. Capacity and blocks still hold.
 * @throws community.not_found community.state_forbids
 */
export async function addMembers(
  ctx: Ctx,
  input: {
    readonly id: number
    readonly memberIds: readonly number[]
    readonly role?: MembershipRole
    readonly scene?: Scene
    readonly source?: string | null
    readonly inviterMemberId?: number | null
    /** When each of them came, where a channel knows; null where it does not. Whoever is not named comes now. */
    readonly since?: ReadonlyMap<number, Date | null>
  },
): Promise<Admission> {
  return ctx.inTx(async (ctx) => {
    const community = await lockCommunity(ctx, input.id)
    if (!community) throw communityErrors.not_found()
    if (!can(community.state, 'join') && community.state !== 'planned')
      throw communityErrors.state_forbids({ state: community.state, action: 'join' })
    const result = await admit(ctx, community, await livingIds(ctx, input.memberIds), {
      role: input.role ?? 'member',
      scene: input.scene ?? 'staff',
      source: input.source ?? null,
      inviterMemberId: input.inviterMemberId ?? null,
      since: input.since,
    })
    if (ctx.actor.kind === 'staff' && result.joined.length)
      await audit(ctx, {
        verb: 'community.add_members',
        target: { kind: 'community', id: community.id },
        after: { memberIds: result.joined, role: input.role ?? 'member' },
      })
    return result
  })
}
