/** What is remembered about failed sign-ins under one login or one address. Times are epoch milliseconds. */
export interface Failures {
  readonly count: number
  readonly lastAt: number
  readonly blockedUntil: number
}

export interface ThrottleRule {
  /** Failures that cost nothing. */
  readonly free: number
  readonly longestSeconds: number
}

/** One login is guessed by one attacker; one address may be a whole office. */
export const LOGIN_RULE: ThrottleRule = { free: 5, longestSeconds: 900 }
export const ADDRESS_RULE: ThrottleRule = { free: 30, longestSeconds: 300 }
const FORGOTTEN_AFTER_MS = 24 * 3600_000

/** Counts one more try: each beyond the free ones doubles the wait after it. A quiet day is a clean slate. */
export function countTry(before: Failures, now: number, rule: ThrottleRule): Failures {
  const count = now - before.lastAt > FORGOTTEN_AFTER_MS ? 1 : before.count + 1
  const over = count - rule.free
  const seconds = over <= 0 ? 0 : Math.min(rule.longestSeconds, 2 ** Math.min(over, 20))
  return { count, lastAt: now, blockedUntil: now + seconds * 1000 }
}

/** Whole seconds to wait; 0 when a try is allowed. */
export function secondsBlocked(failures: Failures, now: number): number {
  return Math.max(0, Math.ceil((failures.blockedUntil - now) / 1000))
}
