import type { Clock } from '@grove/kernel/contract'

/** A clock that stands still until told. */
export interface TestClock extends Clock {
  set(moment: Date | string): void
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }): void
}

/** Sunday, 2026-11-01 09:00 in Shanghai unless told. */
export function createTestClock(start: Date | string = '2026-11-01T01:00:00Z'): TestClock {
  let now = new Date(start).getTime()
  return {
    now: () => new Date(now),
    set: (moment) => {
      now = new Date(moment).getTime()
    },
    advance: (by) => {
      now += (((by.days ?? 0) * 24 + (by.hours ?? 0)) * 60 + (by.minutes ?? 0)) * 60_000 + (by.seconds ?? 0) * 1000 + (by.ms ?? 0)
    },
  }
}
