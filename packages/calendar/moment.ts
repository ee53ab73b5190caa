import { Temporal } from 'temporal-polyfill'
import type { LocalDay } from './local-day.ts'

/** Local time of day, `HH:MM`. */
export type ClockTime = string
/** A moment in epoch milliseconds. */
export type Moment = number

export interface LocalMoment {
  readonly day: LocalDay
  readonly time: ClockTime
}

const MEMO = 20_000
const moments = new Map<string, Moment>()
const offsets = new Map<string, { readonly from: Moment; readonly until: Moment; readonly shift: number }>()

/**
 * The moment a clock in `zone` shows this day and time. A time the clock jumps over becomes the first moment after the jump;
 * a time it shows twice is the earlier one. @throws RangeError for an unknown zone.
 */
export function momentOf(day: LocalDay, time: ClockTime, zone: string): Moment {
  const key = `${day}${time}${zone}`
  const known = moments.get(key)
  if (known !== undefined) return known
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`)
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const skipped = !early.toPlainDateTime().equals(wall)
  const moment = (skipped ? (early.getTimeZoneTransition('next') ?? early) : early).epochMilliseconds
  if (moments.size >= MEMO) moments.clear()
  moments.set(key, moment)
  return moment
}

/** What a clock in `zone` shows at a moment, to the minute. @throws RangeError for an unknown zone. */
export function localOf(moment: Moment, zone: string): LocalMoment {
  const local = new Date(moment + shiftAt(moment, zone)).toISOString()
  return { day: local.slice(0, 10), time: local.slice(11, 16) }
}

export function dayOf(moment: Moment, zone: string): LocalDay {
  return localOf(moment, zone).day
}

/** The first moment of a local day; not always 00:00. */
export function startOfDay(day: LocalDay, zone: string): Moment {
  return momentOf(day, '00:00', zone)
}

/** The same moment without its seconds. */
export function toMinute(moment: Moment): Moment {
  return moment - (((moment % 60_000) + 60_000) % 60_000)
}

export function isZone(zone: string): boolean {
  try {
    momentOf('2000-01-01', '00:00', zone)
    return true
  } catch {
    return false
  }
}

/** Milliseconds the clock of the zone is ahead of UTC; the span between two changes is asked of the zone once. */
function shiftAt(moment: Moment, zone: string): number {
  const known = offsets.get(zone)
  if (known && moment >= known.from && moment < known.until) return known.shift
  const zoned = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone)
  const span = {
    from: moment,
    until: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    shift: zoned.offsetNanoseconds / 1_000_000,
  }
  offsets.set(
    zone,
    known && span.shift === known.shift && span.until === known.until ? { ...span, from: Math.min(moment, known.from) } : span,
  )
  return span.shift
}
