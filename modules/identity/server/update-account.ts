import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import { type changePassword as changeRoute, identityErrors, type updateAccount as updateRoute } from '../contract/index.ts'
import { hashPassword, passwordFits } from './password-hash.ts'
import { requireStrong } from './require-strong.ts'
import { sessionHash } from './session-cookie.ts'
import { signedIn } from './signed-in.ts'
import { accountById, saveAccount, savePassword } from './store-account.ts'
import { deleteOtherSessions } from './store-session.ts'
import { takeTry } from './throttle.ts'

export async function updateAccount(
  system: SystemCtx,
  input: InputOf<typeof updateRoute>,
  info: RequestInfo,
): Promise<OutputOf<typeof updateRoute>> {
  const { id, login, ...before } = await accountById(system.db, signedIn(info))
  const after = { name: input.name ?? before.name, locale: input.locale ?? before.locale }
  await saveAccount(system.db, id, after.name, after.locale)
  return { id, login, ...after }
}

/** Ends every other session: whoever knew the old password is out. @throws identity.wrong_password identity.password_weak */
export async function changePassword(
  system: SystemCtx,
  input: InputOf<typeof changeRoute>,
  info: RequestInfo,
): Promise<OutputOf<typeof changeRoute>> {
  const account = await accountById(system.db, signedIn(info))
  const attempt = await takeTry(system, account.login, info.address)
  if (!(await passwordFits(account.passwordHash, input.current))) throw identityErrors.wrong_password()
  await attempt.forgive()
  requireStrong(input.next, account.login)
  const passwordHash = await hashPassword(input.next)
  return system.inTx(async (tx) => {
    await savePassword(tx.db, account.id, passwordHash, tx.clock.now())
    return { endedSessions: await deleteOtherSessions(tx.db, account.id, sessionHash(info)) }
  })
}
