import type { Clock } from '@grove/kernel/contract'

/** A clock that can be sent ahead. */
export interface SimClock extends Clock {
  advance(ms: number): void
  /** False: it stands still until it is sent ahead. */
  readonly runs: boolean
}

/** Runs with the machine's time, ahead of it by whatever it was sent. */
export function runningClock(start?: Date): SimClock {
  let ahead = start ? start.getTime() - Date.now() : 0
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (ms) => {
      ahead += ms
    },
    runs: true,
  }
}

/** Stands still: thirty days pass when the test says so. */
export function standingClock(start: Date): SimClock {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms
    },
    runs: false,
  }
}

/** Somebody else's clock: it can be read, not moved. */
export const givenClock = (clock: Clock): SimClock => ({
  now: () => clock.now(),
  advance: () => {
    throw new Error('this clock belongs to somebody else: move it there')
  },
  runs: true,
})
