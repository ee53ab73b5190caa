import { addDays, localOf, momentOf, startOfDay } from '@grove/calendar'

/** Rounds of a sign-in: each local day opens at the time of the first and closes at its midnight, whatever the clock of the zone does. */
export function signInDays(startsAt: number, days: number, zone: string): { readonly opensAt: number; readonly closesAt: number }[] {
  const first = localOf(startsAt, zone)
  return Array.from({ length: days }, (_, n) => {
    const day = addDays(first.day, n)
    return { opensAt: n === 0 ? startsAt : momentOf(day, first.time, zone), closesAt: startOfDay(addDays(day, 1), zone) }
  })
}
