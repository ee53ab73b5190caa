import { addDays, weekdayOf } from '@grove/calendar'
import type { Grain, RateCell, RateName } from '../contract/index.ts'

/** First day of the period a day lies in; weeks begin on Monday. */
export function periodOf(day: string, grain: Grain): string {
  if (grain === 'day') return day
  return grain === 'week' ? addDays(day, 1 - weekdayOf(day)) : `${day.slice(0, 8)}01`
}

/** First day of the next period. */
export function nextPeriod(period: string, grain: Grain): string {
  if (grain === 'month') return periodOf(addDays(period, 32), 'month')
  return addDays(period, grain === 'day' ? 1 : 7)
}

/** The last `count` periods up to the one that `until` lies in, the oldest first. */
export function periodsUntil(until: string, grain: Grain, count: number): string[] {
  const periods = [periodOf(until, grain)]
  while (periods.length < count) periods.unshift(periodOf(addDays(periods[0] ?? until, -1), grain))
  return periods
}

/** Numerator and denominator of a rate; every member of the first is in the second, except of `new`, which grows the base. */
export function fractionOf(cell: RateCell, rate: RateName): { readonly numerator: number; readonly denominator: number } {
  if (rate === 'new') return { numerator: cell.came, denominator: cell.base }
  if (rate === 'conversion') return { numerator: cell.converted, denominator: cell.unbought + cell.cameUnbought }
  if (rate === 'churn') return { numerator: cell.lost, denominator: cell.awake }
  return { numerator: cell.woken, denominator: cell.asleep }
}

/** Null without a denominator: nothing can be said. */
export function rateOf(cell: RateCell, rate: RateName): number | null {
  const { numerator, denominator } = fractionOf(cell, rate)
  return denominator > 0 ? numerator / denominator : null
}
