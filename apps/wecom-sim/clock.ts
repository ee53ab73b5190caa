import type { Clock } from '@grove/kernel/contract'

/** A clock that can be sent ahead. */
export interface SimClock extends Clock {
  advance(ms: number): void
  /** Runs by itself, stands until it is sent ahead, or belongs to somebody else, who moves it. */
  readonly kind: 'running' | 'standing' | 'given'
}

/** Runs with the machine's time, ahead of it by whatever it was sent. */
export function runningClock(start?: Date): SimClock {
  let ahead = start ? start.getTime() - Date.now() : 0
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (ms) => {
      ahead += ms
    },
    kind: 'running',
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
    kind: 'standing',
  }
}

/** Somebody else's clock: it can be read, not moved. */
export const givenClock = (clock: Clock): SimClock => ({
  now: () => clock.now(),
  advance: () => {
    throw new Error('this clock belongs to somebody else: move it there')
  },
  kind: 'given',
})
