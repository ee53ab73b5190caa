import type { InputOf } from '@grove/kernel/contract'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import { identityErrors, type Me, type signIn as signInRoute } from '../contract/index.ts'
import { passwordFits } from './password-hash.ts'
import { readMe } from './read-me.ts'
import { startSession } from './session-cookie.ts'
import { accountByLogin } from './store-account.ts'
import { takeTry } from './throttle.ts'

/** @throws identity.wrong_credentials (alike for an unknown login) identity.sign_in_throttled */
export async function signIn(system: SystemCtx, input: InputOf<typeof signInRoute>, info: RequestInfo): Promise<Me> {
  const attempt = await takeTry(system, input.login, info.address)
  const account = await accountByLogin(system.db, input.login)
  const fits = await passwordFits(account?.passwordHash, input.password)
  if (!account || !fits) throw identityErrors.wrong_credentials()
  await attempt.forgive()
  const me = await readMe(system, account.id, null)
  await startSession(system, info, account.id, me.workspace?.id ?? null)
  return me
}
