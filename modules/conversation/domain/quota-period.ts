import { addDays, dayOf, daysInMonth, type LocalDay, startOfDay, weekdayOf } from '@grove/calendar'
import type { QuotaRule } from '@grove/channel-kit/contract'

/** The period of a rule that a moment falls in: its days (`until` is the first day after it) and how many messages a receiver may get in it. */
export interface QuotaPeriod {
  readonly day: LocalDay
  readonly since: LocalDay
  readonly until: LocalDay
  readonly most: number
}

export function quotaPeriod(rule: QuotaRule, at: Date, zone: string): QuotaPeriod {
  const day = dayOf(at.getTime(), zone)
  const days = daysInMonth(day)
  const since = rule.per === 'day' ? day : rule.per === 'week' ? addDays(day, 1 - weekdayOf(day)) : `${day.slice(0, 8)}01`
  const length = rule.per === 'day' ? 1 : rule.per === 'week' ? 7 : days
  return { day, since, until: addDays(since, length), most: rule.most ?? days }
}

/** When the next period begins. */
export function nextPeriodAt(period: QuotaPeriod, zone: string): Date {
  return new Date(startOfDay(period.until, zone))
}
