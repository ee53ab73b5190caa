import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** How long somebody may take to come back from the platform. */
export const STATE_SECONDS = 600

/** Letters and digits only, as platforms want it: chance, moment, and a seal over both and the account. */
export function newState(secret: string, accountId: number, now: Date): string {
  const open = `${randomBytes(12).toString('hex')}${Math.floor(now.getTime() / 1000)
    .toString(16)
    .padStart(12, '0')}`
  return `${open}${seal(secret, accountId, open)}`
}

/** True for a state made here for this account, not too long ago, that this browser was given. */
export function stateFits(secret: string, accountId: number, state: string, kept: string | undefined, now: Date): boolean {
  const match = /^([0-9a-f]{24}([0-9a-f]{12}))([0-9a-f]{40})$/.exec(state)
  if (!match || kept !== state) return false
  const [, open = '', at = '', sealed = ''] = match
  const age = now.getTime() / 1000 - Number.parseInt(at, 16)
  return timingSafeEqual(Buffer.from(sealed), Buffer.from(seal(secret, accountId, open))) && age >= -60 && age <= STATE_SECONDS
}

function seal(secret: string, accountId: number, open: string): string {
  return createHmac('sha256', secret).update(`sidebar\0${accountId}\0${open}`).digest('hex').slice(0, 40)
}
