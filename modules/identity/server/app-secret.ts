import type { Querier } from '@grove/kernel/server'
import { keepSecret } from './store-installation.ts'
import { newToken } from './token.ts'

/** The secret for `AppConfig.secret`: made on the first start, the same ever after, the same for every process on one database. */
export function ensureAppSecret(db: Querier, now: Date): Promise<string> {
  return keepSecret(db, newToken(), now)
}
