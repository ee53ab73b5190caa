import type { Clock } from '@grove/kernel/contract'

export const systemClock: Clock = { now: () => new Date() }

/** A clock that can be sent ahead: journeys and the demo. Runs on from wherever it was set. */
export interface MovableClock extends Clock {
  set(moment: Date): void
}

export function movableClock(start: Date): MovableClock {
  let offset = start.getTime() - Date.now()
  return {
    now: () => new Date(Date.now() + offset),
    set: (moment) => {
      offset = moment.getTime() - Date.now()
    },
  }
}
