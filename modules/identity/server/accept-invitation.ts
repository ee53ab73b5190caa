import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx, type RequestInfo, type SystemCtx } from '@grove/kernel/server'
import {
  type acceptInvitation as acceptRoute,
  identityErrors,
  type Me,
  type readInvitation as readRoute,
  staffJoined,
} from '../contract/index.ts'
import { rightsOf } from '../domain/rights.ts'
import { hashPassword } from './password-hash.ts'
import { readMe } from './read-me.ts'
import { requireStrong } from './require-strong.ts'
import { sessionHash, startSession } from './session-cookie.ts'
import { insertAccount, linkWorkspace } from './store-account.ts'
import { closeInvitation, lockOpenInvitation, type OpenInvitation } from './store-invitation.ts'
import { rightOverrides } from './store-right.ts'
import { moveSession } from './store-session.ts'
import { insertStaff, saveStaff, staffOfAccount } from './store-staff.ts'
import { workspaceByKey } from './store-workspace.ts'
import { hashToken } from './token.ts'

type Input = InputOf<typeof acceptRoute>

/** @throws identity.invitation_gone */
export async function readInvitation(system: SystemCtx, input: InputOf<typeof readRoute>): Promise<OutputOf<typeof readRoute>> {
  return system.inTx(async (tx) => {
    const { workspace, invitation } = await findOpen(tx, input.token)
    return { workspaceName: workspace.name, displayName: invitation.displayName, role: invitation.role, locale: workspace.locale }
  })
}

/**
 * Makes the guest staff: with a new account when login and password are given, else with the account signed in. A link works once.
 * @throws identity.invitation_gone identity.login_taken identity.password_weak identity.sign_in_first identity.already_staff
 */
export async function acceptInvitation(system: SystemCtx, input: Input, info: RequestInfo): Promise<Me> {
  await readInvitation(system, input)
  const guest = input.login === undefined || input.password === undefined ? undefined : { login: input.login, password: input.password }
  if (!guest && info.accountId === undefined) throw identityErrors.sign_in_first()
  if (guest) requireStrong(guest.password, guest.login)
  const passwordHash = guest ? await hashPassword(guest.password) : ''
  const made = await system.inTx(async (tx) => {
    const { ctx, workspace, invitation } = await findOpen(tx, input.token)
    const name = input.name ?? invitation.displayName
    const account = guest
      ? await insertAccount(tx.db, { login: guest.login, name, passwordHash, locale: workspace.locale, at: tx.clock.now() })
      : { id: info.accountId ?? 0 }
    if (!account) throw identityErrors.login_taken()
    const staffId = await seat(ctx, invitation, account.id, name)
    await closeInvitation(ctx, invitation.id)
    await announce(ctx, invitation, account.id, staffId)
    return { accountId: account.id, workspaceId: ctx.workspaceId }
  })
  if (guest) await startSession(system, info, made.accountId, made.workspaceId)
  else await moveSession(system.db, sessionHash(info), made.workspaceId)
  return readMe(system, made.accountId, made.workspaceId)
}

async function findOpen(tx: SystemCtx, text: string) {
  const [publicKey = '', token = ''] = text.split('.')
  const workspace = await workspaceByKey(tx.db, publicKey)
  if (!workspace) throw identityErrors.invitation_gone()
  const ctx = await tx.enter(workspace.id)
  const invitation = await lockOpenInvitation(ctx, hashToken(token))
  if (!invitation) throw identityErrors.invitation_gone()
  return { ctx, workspace, invitation }
}

/** Somebody who was staff once gets the old place back, with what the invitation says. */
async function seat(ctx: Ctx, invitation: OpenInvitation, accountId: number, displayName: string): Promise<number> {
  const { role, scope } = invitation
  const known = await staffOfAccount(ctx, accountId)
  if (known?.active) throw identityErrors.already_staff()
  await linkWorkspace(ctx.db, accountId, ctx.workspaceId)
  if (!known) return (await insertStaff(ctx, { accountId, displayName, role, scope })).id
  await saveStaff(ctx, { ...known, displayName, role, scope, active: true })
  return known.id
}

async function announce(ctx: Ctx, { role, scope, id }: OpenInvitation, accountId: number, staffId: number): Promise<void> {
  const rights = rightsOf(role, ctx.app.registry.rights, await rightOverrides(ctx))
  const self: Ctx = { ...ctx, actor: { kind: 'staff', staffId, accountId, role, rights, scope } }
  await emit(self, [{ kind: staffJoined, data: { staffId, role }, counted: false }])
  await audit(self, { verb: 'staff.join', target: { kind: 'staff', id: staffId }, after: { role, scope, invitation: id } })
}
