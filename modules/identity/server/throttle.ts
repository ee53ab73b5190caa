import type { SystemCtx } from '@grove/kernel/server'
import { identityErrors } from '../contract/index.ts'
import { ADDRESS_RULE, countTry, LOGIN_RULE, secondsBlocked } from '../domain/throttle.ts'
import { forgiveThrottle, lockThrottle, saveThrottle } from './store-throttle.ts'
import { signFor } from './token.ts'

/**
 * Counts a try under its login and its address before the password is looked at, so that many at once gain nothing.
 * Unknown logins are counted alike, and both kinds share 65,536 buckets each: the table is bounded and tells nobody who exists.
 * @throws identity.sign_in_throttled
 */
export async function takeTry(system: SystemCtx, login: string, address: string): Promise<{ forgive(): Promise<void> }> {
  const { secret } = system.app.config
  const byLogin = bucketOf(secret, 'login', login)
  const byAddress = bucketOf(secret, 'address', network(address))
  const rules = [
    { bucket: byLogin, rule: LOGIN_RULE },
    { bucket: byAddress, rule: ADDRESS_RULE },
  ]
  const seconds = await system.inTx(async (tx) => {
    const now = system.clock.now().getTime()
    const known = await lockThrottle(tx.db, [byLogin, byAddress], new Date(0))
    const states = rules.map(({ bucket, rule }) => ({
      bucket,
      rule,
      before: known.get(bucket) ?? { count: 0, lastAt: 0, blockedUntil: 0 },
    }))
    const blocked = Math.max(...states.map(({ before }) => secondsBlocked(before, now)))
    if (blocked === 0)
      await saveThrottle(
        tx.db,
        states.map(({ bucket, rule, before }) => ({ bucket, ...countTry(before, now, rule) })),
      )
    return blocked
  })
  if (seconds > 0) throw identityErrors.sign_in_throttled({ retryAfterSeconds: seconds })
  return { forgive: () => forgiveThrottle(system.db, byLogin, byAddress) }
}

function bucketOf(secret: string, kind: string, text: string): string {
  return `${kind}:${signFor(secret, 'throttle', text).readUInt16BE(0)}`
}

/** One household has a whole /64 of IPv6 addresses. */
function network(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address
}
