import { type InputOf, kernelErrors, type OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import type { Invitation, inviteStaff as inviteRoute, revokeInvitation as revokeRoute } from '../contract/index.ts'
import { usualScope } from '../domain/rights.ts'
import { actorName } from './actor-name.ts'
import { requireGrantableRole } from './require-grantable.ts'
import { closeInvitation, insertInvitation, openInvitations } from './store-invitation.ts'
import { ownWorkspace } from './store-workspace.ts'
import { hashToken, newToken } from './token.ts'

const VALID_MS = 7 * 86_400_000

export async function listInvitations(ctx: Ctx): Promise<{ items: Invitation[] }> {
  return { items: await openInvitations(ctx) }
}

/** The link is answered once and works once, for seven days. @throws identity.head_only identity.right_not_held */
export async function inviteStaff(ctx: Ctx, input: InputOf<typeof inviteRoute>): Promise<OutputOf<typeof inviteRoute>> {
  return ctx.inTx(async (tx) => {
    await requireGrantableRole(tx, input.role)
    const { displayName, role } = input
    const scope = input.scope ?? usualScope(role)
    const token = newToken()
    const createdAt = tx.clock.now()
    const expiresAt = new Date(createdAt.getTime() + VALID_MS)
    const invitedBy = tx.actor.kind === 'staff' ? tx.actor.staffId : null
    const { id } = await insertInvitation(tx, { tokenHash: hashToken(token), displayName, role, scope, invitedBy, expiresAt })
    const { publicKey } = await ownWorkspace(tx)
    await audit(tx, { verb: 'staff.invite', target: { kind: 'invitation', id }, after: { displayName, role, scope } })
    const url = `${tx.app.config.baseUrl}/invite/${publicKey}.${token}`
    return { id, displayName, role, scope, invitedBy: await actorName(tx), createdAt, expiresAt, url }
  })
}

/** @throws kernel.not_found */
export async function revokeInvitation(ctx: Ctx, { id }: InputOf<typeof revokeRoute>): Promise<Record<string, never>> {
  return ctx.inTx(async (tx) => {
    if ((await closeInvitation(tx, id)) === 0) throw kernelErrors.not_found()
    await audit(tx, { verb: 'staff.uninvite', target: { kind: 'invitation', id } })
    return {}
  })
}
