import { conditionKindsOf } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import type { Profile } from '@grove/member/contract'
import { blacklisted } from '@grove/member/server'
import { communityErrors, type Requirement, type Scene } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { type EntryFacts, mayApply, unmet } from '../domain/threshold.ts'
import { admit } from './admit.ts'
import { entryFacts, toldAtDoor, withTyped } from './entry-facts.ts'
import type { CommunityRecord } from './store-community.ts'
import { countUse, findInvitation, type InvitationRecord, isUsable, isUsedUp } from './store-invitation.ts'
import { findMemberships } from './store-membership.ts'

export interface AtTheDoor {
  readonly memberId: number
  readonly typed?: Partial<Profile>
  readonly invitationCode?: string | undefined
  readonly scene: Scene
  readonly source?: string | undefined
  readonly inviterMemberId?: number | undefined
}

/** What the door found out about somebody; `invitation` only when it can be used. */
export interface Checked {
  readonly missing: readonly Requirement[]
  readonly known: EntryFacts['known']
  readonly mayApply: boolean
  readonly invitation: InvitationRecord | undefined
  /** A code was given that opens nothing: unknown, ended, or used up. */
  readonly badCode: 'invalid' | 'used_up' | undefined
}

/**
 * Lets one member in through the door; the community is locked, so capacity and codes are never overdrawn.
 * @throws community.not_open community.already_in community.may_not_rejoin community.threshold_unmet community.invitation_invalid
 * community.invitation_used_up community.full
 */
export async function joinCommunity(ctx: Ctx, community: CommunityRecord, who: AtTheDoor): Promise<void> {
  await refuseStanding(ctx, community, who.memberId)
  const checked = await checkDoor(ctx, community, who)
  if (checked.missing.length) await refuseUnmet(ctx, checked)
  const { invitation } = checked
  const result = await admit(ctx, community, [who.memberId], {
    role: 'member',
    scene: invitation ? 'invitation' : who.scene,
    source: who.source ?? invitation?.source ?? null,
    inviterMemberId: who.inviterMemberId ?? invitation?.inviterMemberId ?? null,
  })
  if (result.noRoom.length) throw communityErrors.full({ capacity: community.capacity })
  if (invitation) await countUse(ctx, invitation.id)
}

/** @throws community.not_open community.already_in community.may_not_rejoin */
export async function refuseStanding(ctx: Ctx, community: CommunityRecord, memberId: number): Promise<void> {
  if (!can(community.state, 'join')) throw communityErrors.not_open({ state: community.state })
  const [standing] = await findMemberships(ctx, community.id, [memberId])
  if (standing?.state === 'active') throw communityErrors.already_in()
  if (standing?.rejoinBlocked || (await blacklisted(ctx, [memberId])).has(memberId)) throw communityErrors.may_not_rejoin()
}

export async function checkDoor(ctx: Ctx, community: CommunityRecord, who: AtTheDoor): Promise<Checked> {
  const { threshold } = community
  const known = await entryFacts(ctx, community.id, who.memberId, threshold)
  if (!known) throw communityErrors.not_a_member()
  const code = who.invitationCode ? await findInvitation(ctx, community.id, who.invitationCode) : undefined
  const invitation = code && isUsable(code, ctx.clock.now()) ? code : undefined
  const facts = { ...withTyped(ctx, known, who.typed ?? {}, threshold), invited: invitation !== undefined }
  const badCode = !who.invitationCode || invitation ? undefined : code && isUsedUp(code) ? 'used_up' : 'invalid'
  const kinds = conditionKindsOf(ctx.app)
  return {
    missing: unmet(threshold, facts, kinds),
    known: facts.known,
    mayApply: mayApply(threshold, facts, kinds),
    invitation,
    badCode,
  }
}

/** @throws community.invitation_invalid community.invitation_used_up community.threshold_unmet */
export async function refuseUnmet(ctx: Ctx, { missing, badCode, known }: Pick<Checked, 'missing' | 'badCode' | 'known'>): Promise<never> {
  if (badCode && missing.some((one) => one.kind === 'invitation'))
    throw badCode === 'used_up' ? communityErrors.invitation_used_up() : communityErrors.invitation_invalid()
  throw communityErrors.threshold_unmet({ missing: await toldAtDoor(ctx, missing, known) })
}
