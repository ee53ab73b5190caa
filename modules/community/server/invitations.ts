import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx, makeCodes } from '@grove/kernel/server'
import {
  communityErrors,
  type createInvitation as createRoute,
  type Invitation,
  type listInvitations as listRoute,
} from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { nextId } from './code.ts'
import { joinUrl } from './join-url.ts'
import { readCommunity } from './read-community.ts'
import { lockCommunity } from './store-community.ts'
import { findInvitationById, type InvitationRecord, insertInvitation, listInvitationRows, revokeInvitationRow } from './store-invitation.ts'

/** Makes a code that opens the door, or tells where somebody came from. @throws community.not_found community.state_forbids */
export async function createInvitation(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<Invitation> {
  return ctx.inTx(async (ctx) => {
    const community = await lockCommunity(ctx, input.id)
    if (!community) throw communityErrors.not_found()
    if (!can(community.state, 'invite')) throw communityErrors.state_forbids({ state: community.state, action: 'invite' })
    const number = await nextId(ctx, 'invitation_code')
    const made = await insertInvitation(ctx, number, makeCodes(ctx, `invitation|${number}`), { ...input, communityId: community.id })
    await audit(ctx, {
      verb: 'community.create_invitation',
      target: { kind: 'community', id: community.id },
      after: { invitationId: made.id, note: input.note, source: input.source, maxUses: input.maxUses, expiresAt: input.expiresAt },
    })
    return shown(made, await joinUrl(ctx, community.publicCode))
  })
}

/** @throws community.not_found */
export async function listInvitations(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof listRoute>> {
  const community = await readCommunity(ctx, input.id)
  if (!community) throw communityErrors.not_found()
  const url = await joinUrl(ctx, community.publicCode)
  return { items: (await listInvitationRows(ctx, input.id)).map((row) => shown(row, url)) }
}

/** @throws community.invitation_not_found also when the community is out of sight */
export async function revokeInvitation(ctx: Ctx, input: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const one = await findInvitationById(ctx, input.id)
    if (!one || !(await readCommunity(ctx, one.communityId))) throw communityErrors.invitation_not_found()
    if (one.revokedAt) return { changed: 0 }
    await revokeInvitationRow(ctx, one.id)
    await audit(ctx, {
      verb: 'community.revoke_invitation',
      target: { kind: 'community', id: one.communityId },
      before: { invitationId: one.id },
    })
    return { changed: 1 }
  })
}

function shown({ communityId: _community, inviterMemberId: _inviter, ...one }: InvitationRecord, url: string): Invitation {
  return { ...one, url: `${url}?i=${one.code}` }
}
