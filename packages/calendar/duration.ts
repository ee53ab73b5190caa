import { addDays } from './local-day.ts'
import { type ClockTime, localOf, type Moment, momentOf } from './moment.ts'

/** Days keep the local time of day (a day may have 23 hours); minutes are exact. */
export interface Span {
  readonly days: number
  readonly minutes: number
}

/** Reads `30m`, `2h`, `1d`, `1w`, `1d12h`. @throws RangeError for anything else. */
export function spanOf(duration: string): Span {
  const match = /^(?=\d)(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/.exec(duration)
  if (!match) throw new RangeError(`not a duration: ${duration}`)
  const [, weeks, days, hours, minutes] = match.map((part) => Number(part ?? 0))
  return { days: (weeks ?? 0) * 7 + (days ?? 0), minutes: (hours ?? 0) * 60 + (minutes ?? 0) }
}

/** Moment after a span: first the days on the local calendar, then the minutes. */
export function addSpan(moment: Moment, span: Span, zone: string): Moment {
  if (span.days === 0) return moment + span.minutes * 60_000
  const local = localOf(moment, zone)
  const seconds = moment - momentAtMinute(moment)
  return momentOf(addDays(local.day, span.days), local.time, zone) + seconds + span.minutes * 60_000
}

/** The next moment after `moment` at `time`, `days` local days later; with 0 days a time already past becomes tomorrow. */
export function atTimeAfter(moment: Moment, days: number, time: ClockTime, zone: string): Moment {
  const { day } = localOf(moment, zone)
  const at = momentOf(addDays(day, days), time, zone)
  return at > moment ? at : momentOf(addDays(day, days + 1), time, zone)
}

/** Nominal length in minutes, a day taken as 24 hours. */
export function spanMinutes(span: Span): number {
  return span.days * 1440 + span.minutes
}

function momentAtMinute(moment: Moment): Moment {
  return Math.floor(moment / 60_000) * 60_000
}
