/** The platform counts days, weeks and months in Beijing, which has no daylight saving. */
const OFFSET = 8 * 3600_000
const DAY = 86_400_000

/** Number of the Beijing day an instant (ms) falls into. */
export const dayOf = (ms: number): number => Math.floor((ms + OFFSET) / DAY)

/** Beijing midnight of a numbered day, in ms. */
export const dayStart = (day: number): number => day * DAY - OFFSET

/** Monday 0:00 of the week. */
export const weekStart = (ms: number): number => {
  const day = dayOf(ms)
  return dayStart(day - ((day + 3) % 7))
}

const calendar = (ms: number) => new Date(ms + OFFSET)

export const monthStart = (ms: number): number => {
  const date = calendar(ms)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) - OFFSET
}

export const daysInMonth = (ms: number): number => {
  const date = calendar(ms)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}
