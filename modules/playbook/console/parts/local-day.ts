/** Plain calendar days as `YYYY-MM-DD`; no zone is involved. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** Day of an instant on the clock of a zone. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Whole weeks, Monday first, that cover the days from `from` to `to`. */
export function weeksOver(from: string, to: string): readonly (readonly string[])[] {
  const first = addDays(from, 1 - weekdayOf(from))
  const weeks = Math.floor(daysBetween(first, to) / 7) + 1
  return Array.from({ length: Math.max(1, weeks) }, (_, week) =>
    Array.from({ length: 7 }, (_unused, day) => addDays(first, week * 7 + day)),
  )
}

/** The same day of the next or previous month; a day the month lacks is its last. */
export function monthSpan(day: string): { from: string; to: string } {
  const from = `${day.slice(0, 7)}-01`
  const to = addDays(`${addDays(from, 32).slice(0, 7)}-01`, -1)
  return { from, to }
}
