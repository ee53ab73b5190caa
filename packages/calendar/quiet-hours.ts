import { addDays } from './local-day.ts'
import { type ClockTime, localOf, type Moment, momentOf } from './moment.ts'

/** No touch from `from` (included) to `to` (excluded), local time; may span midnight. Equal ends mean no quiet hours. */
export interface QuietHours {
  readonly from: ClockTime
  readonly to: ClockTime
}

/** When something due at `moment` may leave: the moment itself, or the end of the quiet hours it falls in. */
export function releaseFrom(quiet: QuietHours | null, moment: Moment, zone: string): Moment {
  if (quiet === null || quiet.from === quiet.to) return moment
  const { day, time } = localOf(moment, zone)
  const spans = quiet.from > quiet.to
  const inside = spans ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to
  if (!inside) return moment
  const release = momentOf(spans && time >= quiet.from ? addDays(day, 1) : day, quiet.to, zone)
  return Math.max(release, moment)
}
