import { addDays, addSpan, compactDay, dayFacts, dayOf, type LocalDay, type Moment, momentOf, spanOf, startOfDay } from '@grove/calendar'
import { type Amendment, localDate } from '../contract/index.ts'
import type { Plan, PlannedStep } from './plan.ts'
import { answerOf, type Bounds, isRecurring, type Recurring } from './recurrence.ts'
import type { Run } from './run.ts'
import type { Track } from './track.ts'

/** A time-anchored step at one moment. */
export interface Occurrence {
  readonly step: string
  /** 0 for a step that happens once, YYYYMMDD for a recurring one. */
  readonly occurrence: number
  readonly at: Moment
  /** Would act, but the day is a holiday and the step leaves holidays out. */
  readonly holiday: boolean
}

export type Anchors = Pick<Track, 'kind' | 'anchorAt' | 'anchorDay'>

/** How far ahead a recurring step is looked for: a pattern rarer than that does not come again. */
const HORIZON_DAYS = 800

/** The next moment after `after` at which time-anchored steps of the track fall due, with all of them in document order; null: none. */
export function nextOccurrences(
  plan: Plan,
  run: Run,
  anchors: Anchors,
  after: Moment,
): { at: Moment; items: readonly Occurrence[] } | null {
  let at = Infinity
  let items: Occurrence[] = []
  for (const planned of plan.tracks[anchors.kind].anchored) {
    const next = dueAfter(plan, run, anchors, planned, after)
    if (next === null || next.at > at) continue
    if (next.at < at) items = []
    at = next.at
    items.push(next)
  }
  return items.length === 0 ? null : { at, items }
}

/** The next time one time-anchored step falls due after a moment; null when it does not any more. */
export function dueAfter(plan: Plan, run: Run, anchors: Anchors, planned: PlannedStep, after: Moment): Occurrence | null {
  const { when, id } = planned.step
  if (isRecurring(when)) return nextRecurring(plan, run, anchors, id, when, after)
  const once = onceAt(plan, run, anchors, planned)
  return once !== null && once.at > after ? { step: id, occurrence: 0, ...once } : null
}

/** Last moment of the run (included), by its own length and by amendment; null: it goes on until it is stopped. */
export function endOf(plan: Plan, run: Run): Moment | null {
  let end: Moment | null = null
  if (plan.lasts !== null) {
    const whole = plan.lasts.minutes === 0
    end = whole ? startOfDay(addDays(run.startDay, plan.lasts.days), run.zone) - 1 : addSpan(run.startAt, plan.lasts, run.zone)
  }
  for (const change of run.amendments) {
    if (change.kind === 'end') end = startOfDay(addDays(change.day, 1), run.zone) - 1
    if (change.kind === 'shift' && end !== null && end > change.at) end = addSpan(end, { days: change.days, minutes: 0 }, run.zone)
  }
  return end
}

interface Place {
  /** Local day and time of day, or an exact moment. */
  readonly day: LocalDay
  readonly time: string | null
  readonly moment: Moment
}

function onceAt(plan: Plan, run: Run, anchors: Anchors, planned: PlannedStep): { at: Moment; holiday: boolean } | null {
  let place = placeOf(run, anchors, planned)
  if (place === null) return null
  let due = settled(plan, run, planned, place)
  for (const change of run.amendments) {
    const moved = amended(change, run, anchors, planned, place)
    if (moved === null || due.at <= change.at) continue
    place = moved
    due = settled(plan, run, planned, place)
    if (due.at <= change.at) return null
  }
  return due
}

function amended(change: Amendment, run: Run, anchors: Anchors, planned: PlannedStep, place: Place): Place | null {
  const { when, id } = planned.step
  if (change.kind === 'change' && change.step === id && change.time !== undefined) return { ...place, time: change.time }
  if (change.kind !== 'shift' || anchors.anchorAt > change.at) return null
  if (!('day' in when || 'joinDay' in when || 'afterStart' in when || 'afterJoin' in when)) return null
  return { ...place, day: addDays(place.day, change.days), moment: addSpan(place.moment, { days: change.days, minutes: 0 }, run.zone) }
}

/** The moment a place stands for, after the step's rule about holidays. */
function settled(plan: Plan, run: Run, planned: PlannedStep, place: Place): { at: Moment; holiday: boolean } {
  if (place.time === null) return { at: place.moment, holiday: false }
  const rule = 'holidays' in planned.step.when ? planned.step.when.holidays : 'keep'
  const calendar = plan.definition.holidays
  let { day } = place
  const holiday = rule !== 'keep' && dayFacts(day, calendar).holiday !== null
  if (holiday && rule === 'move') while (!dayFacts(day, calendar).workday) day = addDays(day, 1)
  return { at: momentOf(day, place.time, run.zone), holiday: holiday && rule === 'skip' }
}

function placeOf(run: Run, anchors: Anchors, planned: PlannedStep): Place | null {
  const { when } = planned.step
  const onDay = (day: LocalDay, time: string): Place => ({ day, time, moment: 0 })
  const after = (moment: Moment): Place => ({ day: dayOf(moment, run.zone), time: null, moment })
  if ('day' in when) return onDay(addDays(run.startDay, when.day - 1), when.at)
  if ('joinDay' in when) return onDay(addDays(anchors.anchorDay, when.joinDay - 1), when.at)
  if ('afterStart' in when) return after(addSpan(run.startAt, spanOf(when.afterStart), run.zone))
  if ('afterJoin' in when) return after(addSpan(anchors.anchorAt, spanOf(when.afterJoin), run.zone))
  if ('date' in when) return onDay(when.date, when.at)
  if (!('countdown' in when)) return null
  const day = localDate.safeParse(run.parameters[when.countdown])
  return day.success ? onDay(addDays(day.data, -when.daysBefore), when.at) : null
}

function nextRecurring(plan: Plan, run: Run, anchors: Anchors, id: string, when: Recurring, after: Moment): Occurrence | null {
  const bounds = boundsOf(run, anchors, when)
  const start = dayOf(after, run.zone)
  let day = start < bounds.from ? bounds.from : start
  for (let count = 0; count < HORIZON_DAYS; count += 1, day = addDays(day, 1)) {
    if (bounds.to !== null && day > addDays(bounds.to, 20)) return null
    const answer = answerOf(when, day, bounds, plan.definition.holidays)
    if (answer === 'no') continue
    const at = timeOn(run, id, day, when.at)
    if (at !== null && at > after) return { step: id, occurrence: compactDay(day), at, holiday: answer === 'holiday' }
  }
  return null
}

/** Moment of a recurring step on one day after the run's changes; null when a change moved it into the past. */
function timeOn(run: Run, id: string, day: LocalDay, time: string): Moment | null {
  let at = momentOf(day, time, run.zone)
  for (const change of run.amendments) {
    if (change.kind !== 'change' || change.step !== id || change.time === undefined || at <= change.at) continue
    at = momentOf(day, change.time, run.zone)
    if (at <= change.at) return null
  }
  return at
}

function boundsOf(run: Run, anchors: Anchors, when: Recurring): Bounds {
  const first = anchors.anchorDay
  const nth = (number: number) => shifted(run, anchors, addDays(first, number - 1))
  return { first, from: when.fromDay === undefined ? first : nth(when.fromDay), to: when.toDay === undefined ? null : nth(when.toDay) }
}

function shifted(run: Run, anchors: Anchors, day: LocalDay): LocalDay {
  let moved = day
  for (const change of run.amendments) {
    if (change.kind !== 'shift' || anchors.anchorAt > change.at) continue
    if (startOfDay(moved, run.zone) > change.at) moved = addDays(moved, change.days)
  }
  return moved
}
