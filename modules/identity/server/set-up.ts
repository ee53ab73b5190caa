import type { InputOf } from '@grove/kernel/contract'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import { identityErrors, type Me, type postSetup } from '../contract/index.ts'
import { foundWorkspace } from './create-workspace.ts'
import { hashPassword } from './password-hash.ts'
import { readMe } from './read-me.ts'
import { requireStrong } from './require-strong.ts'
import { startSession } from './session-cookie.ts'
import { anyAccount, insertAccount } from './store-account.ts'
import { claimSetup } from './store-installation.ts'
import { newToken } from './token.ts'

export async function getSetup(system: SystemCtx): Promise<{ needed: boolean }> {
  const { found } = await anyAccount(system.db)
  return { needed: !found }
}

/**
 * The first account and its workspace, in one transaction; of two that come at once one wins.
 * @throws identity.already_set_up identity.password_weak
 */
export async function setUp(system: SystemCtx, input: InputOf<typeof postSetup>, info: RequestInfo): Promise<Me> {
  if (!(await getSetup(system)).needed) throw identityErrors.already_set_up()
  requireStrong(input.password, input.login)
  const passwordHash = await hashPassword(input.password)
  const made = await system.inTx(async (tx) => {
    const at = tx.clock.now()
    if (!(await claimSetup(tx.db, newToken(), at)) || (await anyAccount(tx.db)).found) throw identityErrors.already_set_up()
    const account = await insertAccount(tx.db, { login: input.login, name: input.name, passwordHash, locale: input.locale, at })
    if (!account) throw identityErrors.already_set_up()
    const { workspaceName: name, zone, locale } = input
    const workspace = await foundWorkspace(tx, { name, zone, locale, head: { accountId: account.id, displayName: input.name } })
    return { accountId: account.id, workspaceId: workspace.workspaceId }
  })
  await startSession(system, info, made.accountId, made.workspaceId)
  return readMe(system, made.accountId, made.workspaceId)
}
