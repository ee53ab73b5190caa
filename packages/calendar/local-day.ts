/** A day of the calendar without zone, `YYYY-MM-DD`. Such strings compare in the order of time. */
export type LocalDay = string

const DAY = 86_400_000

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: LocalDay): number {
  return ((((dayNumberOf(day) + 3) % 7) + 7) % 7) + 1
}

/** The day `count` days later; earlier when negative. */
export function addDays(day: LocalDay, count: number): LocalDay {
  return dayOfNumber(dayNumberOf(day) + count)
}

/** Days from `from` until `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return dayNumberOf(to) - dayNumberOf(from)
}

export function daysInMonth(day: LocalDay): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()
}

/** The day as a number that reads like it: 2026-11-22 → 20261122. */
export function compactDay(day: LocalDay): number {
  return Number(day.slice(0, 4) + day.slice(5, 7) + day.slice(8, 10))
}

function dayNumberOf(day: LocalDay): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY
}

function dayOfNumber(number: number): LocalDay {
  return new Date(number * DAY).toISOString().slice(0, 10)
}
