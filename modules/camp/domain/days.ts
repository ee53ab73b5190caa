import { addDays, daysBetween, type LocalDay, localOf, momentOf } from '@grove/calendar'
import type { CampDay, CampPlan } from '../contract/index.ts'

/** The local day of the n-th day of a camp. */
export const dateOf = (startsOn: LocalDay, day: number): LocalDay => addDays(startsOn, day - 1)

/** Which day of the camp it is at a moment: 1 on the first, 0 and less before it, beyond the last after it. */
export function dayAt(startsOn: LocalDay, zone: string, now: number): number {
  return daysBetween(startsOn, localOf(now, zone).day) + 1
}

/** The first moment of the n-th day. */
export const beginOf = (startsOn: LocalDay, zone: string, day: number): number => momentOf(dateOf(startsOn, day), '00:00', zone)

export interface CheckInState {
  readonly today: number
  readonly days: readonly Pick<CampDay, 'checkIn'>[]
  readonly done: ReadonlySet<number>
  /** Cards used so far. */
  readonly cards: number
  readonly makeUp: CampPlan['makeUp']
}

export type MayCheckIn = 'now' | 'card' | 'done' | 'no_cards' | 'window_over' | 'not_open' | 'none'

/** Whether a check-in for `day` may be given at this moment: on its day, or by a card so many days later. */
export function mayCheckIn(state: CheckInState, day: number): MayCheckIn {
  if (!state.days[day - 1]?.checkIn) return 'none'
  if (state.done.has(day)) return 'done'
  if (day > state.today) return 'not_open'
  if (day === state.today) return 'now'
  if (state.today - day > state.makeUp.windowDays) return 'window_over'
  return state.cards < state.makeUp.cards ? 'card' : 'no_cards'
}

/** Days of the plan that ask for a check-in, up to `until`. */
export const askedDays = (days: readonly Pick<CampDay, 'checkIn'>[], until: number): number[] =>
  days.flatMap((day, at) => (day.checkIn && at + 1 <= until ? [at + 1] : []))

/** Check-in days in a row up to today. Today is no gap until it is over; days that ask for nothing neither count nor break. */
export function streakOf(days: readonly Pick<CampDay, 'checkIn'>[], done: ReadonlySet<number>, today: number): number {
  const asked = askedDays(days, today)
  if (asked.at(-1) === today && !done.has(today)) asked.pop()
  const gap = asked.findLastIndex((day) => !done.has(day))
  return asked.length - 1 - gap
}

/** The longest there ever was. */
export function bestStreak(days: readonly Pick<CampDay, 'checkIn'>[], done: ReadonlySet<number>): number {
  let best = 0
  let now = 0
  for (const day of askedDays(days, days.length)) {
    now = done.has(day) ? now + 1 : 0
    best = Math.max(best, now)
  }
  return best
}

/** Days that asked for a check-in, are over, and have none. */
export function missedDays(days: readonly Pick<CampDay, 'checkIn'>[], done: ReadonlySet<number>, today: number): number[] {
  return askedDays(days, Math.min(today - 1, days.length)).filter((day) => !done.has(day))
}

/** The moment until which homework of a day is in time. */
export function homeworkDue(startsOn: LocalDay, zone: string, day: number, homework: NonNullable<CampDay['homework']>): number {
  return momentOf(dateOf(startsOn, day + homework.dueInDays), homework.dueAt, zone)
}
