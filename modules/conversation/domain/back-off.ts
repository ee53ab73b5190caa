/** Attempts of one touch before it is given up. */
export const MAX_ATTEMPTS = 8
const FIRST_WAIT_S = 15
const LONGEST_WAIT_S = 30 * 60

/** Seconds until attempt number `attempt` + 1: 15, 30, 60 … half an hour; never less than the channel asked for. */
export function backOffSeconds(attempt: number, asked: number | undefined): number {
  const own = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** Math.max(0, attempt - 1))
  return Math.max(own, asked ?? 0)
}
