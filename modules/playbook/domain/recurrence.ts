import { addDays, dayFacts, daysBetween, daysInMonth, type HolidayCalendar, type LocalDay, weekdayOf } from '@grove/calendar'
import type { z } from 'zod'
import type { daily, monthly, When, weekly } from '../contract/index.ts'

export type Recurring = z.output<typeof weekly> | z.output<typeof daily> | z.output<typeof monthly>

/** What a pattern says of one day: nothing, act, or would act but for the holiday. */
export type DayAnswer = 'no' | 'fire' | 'holiday'

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** The longest stretch without a workday one has to look back over. */
const LONGEST_BREAK = 16

export function isRecurring(when: When): when is Recurring {
  return 'weekly' in when || 'daily' in when || 'monthly' in when
}

export interface Bounds {
  readonly first: LocalDay
  readonly from: LocalDay
  readonly to: LocalDay | null
}

/** Whether a recurring pattern acts on a day. `first` is the first day of the track; days outside the bounds never act, but a moved one may. */
export function answerOf(when: Recurring, day: LocalDay, bounds: Bounds, calendar: HolidayCalendar): DayAnswer {
  const facts = dayFacts(day, calendar)
  if ('daily' in when) {
    if (!inside(day, bounds)) return 'no'
    return when.daily === 'all' || facts.workday === (when.daily === 'workdays') ? 'fire' : 'no'
  }
  if (nominal(when, day, bounds) && !blocked(when, day, calendar)) return 'fire'
  if (when.holidays === 'move') return facts.workday && movedTo(when, day, bounds, calendar) ? 'fire' : 'no'
  return nominal(when, day, bounds) && facts.holiday ? 'holiday' : 'no'
}

/** True when a blocked day of the pattern moves onto this workday. */
function movedTo(when: Exclude<Recurring, { daily: unknown }>, day: LocalDay, bounds: Bounds, calendar: HolidayCalendar): boolean {
  for (let back = 1; back <= LONGEST_BREAK; back += 1) {
    const earlier = addDays(day, -back)
    if (dayFacts(earlier, calendar).workday) return false
    if (nominal(when, earlier, bounds) && blocked(when, earlier, calendar)) return true
  }
  return false
}

function blocked(when: Exclude<Recurring, { daily: unknown }>, day: LocalDay, calendar: HolidayCalendar): boolean {
  const facts = dayFacts(day, calendar)
  return (when.holidays !== 'keep' && facts.holiday !== null) || (when.workdaysOnly && !facts.workday)
}

function nominal(when: Exclude<Recurring, { daily: unknown }>, day: LocalDay, bounds: Bounds): boolean {
  if (!inside(day, bounds)) return false
  if ('weekly' in when) {
    const name = NAMES[weekdayOf(day) - 1]
    const firstMonday = addDays(bounds.first, 1 - weekdayOf(bounds.first))
    return when.weekly.some((one) => one === name) && Math.floor(daysBetween(firstMonday, day) / 7) % when.everyWeeks === 0
  }
  const last = daysInMonth(day)
  const number = Number(day.slice(8, 10))
  return when.monthly.some((one) => (one === 'last' || one > last ? number === last : one === number))
}

function inside(day: LocalDay, bounds: Bounds): boolean {
  return day >= bounds.from && (bounds.to === null || day <= bounds.to)
}
