import { addDays, localOf, type Moment, momentOf, startOfDay, weekdayOf } from '@grove/calendar'
import type { DutyPlan, Shift } from '../contract/index.ts'

export interface DutyQuestion {
  readonly plan: DutyPlan
  readonly now: Moment
  readonly zone: string
  /** Who is still there. */
  readonly known: ReadonlySet<string>
  /** How many came to each of them today. */
  readonly today: ReadonlyMap<string, number>
  readonly most: number
}

export interface Duty {
  readonly people: readonly string[]
  /** `nobody`: not even the backup is there, so nothing can be said to the platform. */
  readonly by: 'duty' | 'backup' | 'over_limit' | 'nobody'
}

const covers = (shift: Shift, weekday: number, time: string): boolean => {
  const yesterday = weekday === 1 ? 7 : weekday - 1
  if (shift.from < shift.to) return shift.weekdays.includes(weekday) && time >= shift.from && time < shift.to
  return (shift.weekdays.includes(weekday) && time >= shift.from) || (shift.weekdays.includes(yesterday) && time < shift.to)
}

/** Who stands on a code of people now. It is never left empty while anybody is there. */
export function dutyNow({ plan, now, zone, known, today, most }: DutyQuestion): Duty {
  const { day, time } = localOf(now, zone)
  const there = (people: readonly string[]) => [...new Set(people)].filter((one) => known.has(one)).slice(0, most)
  const shifts = plan.shifts.filter((shift) => covers(shift, weekdayOf(day), time))
  const onDuty = there(shifts.length > 0 ? shifts.flatMap((shift) => shift.people) : plan.people)
  const { perDay } = plan
  const free = perDay === null ? onDuty : onDuty.filter((one) => (today.get(one) ?? 0) < perDay)
  if (free.length > 0) return { people: free, by: 'duty' }
  const backup = there(plan.backup)
  if (backup.length > 0) return { people: backup, by: 'backup' }
  if (onDuty.length > 0) return { people: onDuty, by: 'over_limit' }
  const anybody = there([...plan.people, ...plan.shifts.flatMap((shift) => shift.people)])
  return anybody.length > 0 ? { people: anybody, by: 'over_limit' } : { people: [], by: 'nobody' }
}

/** When who is on duty may be different: the next end or beginning of a shift, or midnight, when everybody is free again. */
export function nextDutyChange(plan: DutyPlan, now: Moment, zone: string): Moment {
  const { day } = localOf(now, zone)
  const times = plan.shifts.flatMap((shift) => [shift.from, shift.to])
  const moments = [day, addDays(day, 1)].flatMap((one) => [startOfDay(one, zone), ...times.map((time) => momentOf(one, time, zone))])
  return Math.min(...moments.filter((moment) => moment > now), startOfDay(addDays(day, 2), zone))
}
