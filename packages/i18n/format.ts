import type { Locale } from '@grove/kernel/contract'
import { languageTag } from './language-tag.ts'

type When = Date | string | number

export interface Format {
  readonly locale: Locale
  readonly zone: string
  number(value: number, digits?: number): string
  /** A share between 0 and 1: `0.123` → `12.3%`. */
  percent(share: number, digits?: number): string
  bytes(value: number): string
  /** Minor units (fen, cents). */
  money(minor: number, currency?: string): string
  /** Day of an instant in the zone, or a plain `YYYY-MM-DD` taken as it stands; the year is left out when it is that of `now`. */
  day(when: When, now?: Date): string
  weekday(when: When): string
  time(when: When): string
  dateTime(when: When, now?: Date): string
  /** Everything, for tooltips: date, seconds and zone. */
  exact(when: When): string
  /** “3 分钟前”, “in 2 hours”; under a minute it is now. */
  relative(when: When, now: Date): string
  duration(seconds: number): string
  /** “甲、乙”, “a, b”. */
  list(items: readonly string[]): string
}

const plainDay = /^\d{4}-\d{2}-\d{2}$/
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** Dates, numbers and sizes of one language in one IANA zone; formatters are made once and kept. */
export function createFormat(locale: Locale, zone: string): Format {
  const tag = languageTag(locale)
  const kept = new Map<string, Intl.DateTimeFormat>()
  const dates = (options: Intl.DateTimeFormatOptions, timeZone = zone): Intl.DateTimeFormat => {
    const key = timeZone + JSON.stringify(options)
    const known = kept.get(key) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone, hourCycle: 'h23' })
    kept.set(key, known)
    return known
  }
  const write = (when: When, options: Intl.DateTimeFormatOptions): string =>
    typeof when === 'string' && plainDay.test(when)
      ? dates(options, 'UTC').format(new Date(`${when}T00:00:00Z`))
      : dates(options).format(new Date(when))
  const year = (when: When) => write(when, { year: 'numeric' })
  const withYear = (when: When, now?: Date) => (now && year(now) === year(when) ? {} : ({ year: 'numeric' } as const))
  const number = (value: number, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options).format(value)
  const unit = (value: number, name: string, digits = 0) =>
    number(value, { style: 'unit', unit: name, unitDisplay: locale === 'zh' ? 'long' : 'narrow', maximumFractionDigits: digits })

  return {
    locale,
    zone,
    number: (value, digits = 2) => number(value, { maximumFractionDigits: digits }),
    percent: (share, digits = 1) => number(share, { style: 'percent', maximumFractionDigits: digits }),
    bytes: (value) => {
      const step = value < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(value) / 10))
      return number(value / 1024 ** step, {
        style: 'unit',
        unit: byteUnits[step] ?? 'byte',
        unitDisplay: step === 0 ? 'long' : 'short',
        maximumFractionDigits: step > 1 ? 1 : 0,
      })
    },
    money: (minor, currency = 'CNY') => number(minor / 100, { style: 'currency', currency }),
    day: (when, now) => write(when, { ...withYear(when, now), month: 'short', day: 'numeric' }),
    weekday: (when) => write(when, { weekday: 'short' }),
    time: (when) => write(when, { hour: '2-digit', minute: '2-digit' }),
    dateTime: (when, now) => write(when, { ...withYear(when, now), month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
    exact: (when) => write(when, { dateStyle: 'full', timeStyle: 'long' }),
    relative: (when, now) => {
      const seconds = (new Date(when).getTime() - now.getTime()) / 1000
      const span = spans.find(([name, size]) => name !== 'second' && Math.abs(seconds) >= size)
      if (!span) return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(0, 'second')
      return airy(new Intl.RelativeTimeFormat(tag).format(Math.trunc(seconds / span[1]), span[0]))
    },
    list: (items) => new Intl.ListFormat(tag, { type: 'conjunction', style: 'narrow' }).format(items),
    duration: (seconds) => {
      const first = spans.findIndex(([, size]) => seconds >= size)
      const [name, size] = spans[first] ?? (['second', 1] as const)
      const next = first >= 0 ? spans[first + 1] : undefined
      const whole = Math.floor(seconds / size)
      const rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0
      return airy(next && rest > 0 ? `${unit(whole, name)} ${unit(rest, next[0])}` : unit(whole, name))
    },
  }
}

/** Chinese is set with a little air between digits and characters. */
function airy(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ')
}
