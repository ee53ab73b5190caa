import days from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type LocalDay, weekdayOf } from './local-day.ts'

/** Days off and make-up workdays of mainland China, by the yearly notices of the State Council. */
export type HolidayCalendar = 'cn' | 'none'

export interface DayFacts {
  /** Somebody with a five-day week works. */
  readonly workday: boolean
  /** A statutory day off (weekend days inside a holiday too), with its name. */
  readonly holiday: { readonly zh: string; readonly en: string } | null
  /** Worked because the notice says so: as a rule a Saturday or Sunday in exchange for a holiday. */
  readonly makeUp: boolean
}

// Two days of past years the library lacks: an extra day off in 2015, and in 2020 the first workday after a prolonged holiday.
const OFF: Readonly<Record<string, string>> = {
  ...days.holidays,
  '2015-09-05': 'Victory Day 70th Anniversary,抗日战争暨世界反法西斯战争胜利70周年纪念日,1',
}
const ON: Readonly<Record<string, string>> = { ...days.workdays, '2020-02-03': 'Spring Festival,春节,4' }
const LAST = Object.keys(days.holidays).reduce((last, day) => (day > last ? day : last), '')

/** What kind of day it is. Years without a published notice have their weekends only (see `knownUntil`). */
export function dayFacts(day: LocalDay, calendar: HolidayCalendar): DayFacts {
  const weekend = weekdayOf(day) > 5
  if (calendar === 'none') return { workday: !weekend, holiday: null, makeUp: false }
  const off = OFF[day]
  if (off !== undefined) return { workday: false, holiday: nameOf(off), makeUp: false }
  return { workday: !weekend || ON[day] !== undefined, holiday: null, makeUp: ON[day] !== undefined }
}

/** Last day of the last year whose notice is known. */
export function knownUntil(calendar: HolidayCalendar): LocalDay {
  return calendar === 'none' ? '9999-12-31' : `${LAST.slice(0, 4)}-12-31`
}

function nameOf(entry: string): { zh: string; en: string } {
  const [en = '', zh = ''] = entry.split(',')
  return { zh, en }
}
