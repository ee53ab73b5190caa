import { addDays, daysBetween, localOf, type Moment, momentOf, spanMinutes, spanOf, startOfDay, weekdayOf } from '@grove/calendar'
import type { Definition, Step, TrackKind } from '../../contract/index.ts'
import { compile, type Plan } from '../plan.ts'
import { unconditional } from '../preview/unconditional.ts'
import { walkTrack } from '../preview/walk-track.ts'
import type { Run } from '../run.ts'
import { startTrack } from '../start.ts'
import type { LintSubject } from './subject.ts'

/** One act of a run that begins on an ordinary Monday: no holidays near, everybody does what is asked. */
export interface TypicalAct {
  readonly step: Step
  /** Place of the step in the document. */
  readonly index: number
  readonly at: Moment
  /** 1: the Monday it begins. */
  readonly day: number
  readonly weekday: number
  readonly time: string
  /** Leaves the house as a touch by itself. */
  readonly outward: boolean
}

const MONDAY = '2026-03-02'
/** Weeks repeat themselves: four show every pattern that a rule asks about. */
const MOST_DAYS = 28
const MOST_ACTS = 2_000
const RUN: Run = { zone: 'UTC', startAt: momentOf(MONDAY, '00:00', 'UTC'), startDay: MONDAY, parameters: {}, seed: 'lint', amendments: [] }

const walked = new WeakMap<Definition, Readonly<Record<TrackKind, readonly TypicalAct[]>>>()

/** What the group, or a member who joins on the first day, would get; in the order of time. Answers to events are not among them. */
export function typicalActs({ definition, kinds }: LintSubject, track: TrackKind): readonly TypicalAct[] {
  const known = walked.get(definition)
  if (known) return known[track]
  const { plan } = unconditional(compile({ ...definition, parameters: [], stop: [] }, kinds))
  const made = { community: walk(plan, 'community'), member: walk(plan, 'member') }
  walked.set(definition, made)
  return made[track]
}

/** Posts of the group: what the system sends, and what people are asked to do there. */
export function postsOf(subject: LintSubject): readonly TypicalAct[] {
  return typicalActs(subject, 'community').filter((act) => act.outward || act.step.do.kind === 'ask')
}

/** Days the playbook says it lasts; Infinity when it goes on until it is stopped. */
export function daysOf(definition: Definition): number {
  return definition.lasts === undefined ? Infinity : spanMinutes(spanOf(definition.lasts)) / 1440
}

function walk(plan: Plan, kind: TrackKind): readonly TypicalAct[] {
  if (plan.tracks[kind].steps.length === 0) return []
  const days = Math.min(MOST_DAYS, Math.ceil(daysOf(plan.definition)))
  const until = startOfDay(addDays(MONDAY, days), RUN.zone) - 1
  const start = startTrack(plan, RUN, kind, RUN.startAt, RUN.startAt - 1)
  const { effects } = walkTrack(plan, RUN, start, until, MOST_ACTS)
  return effects.flatMap((effect) => {
    const planned = effect.kind === 'act' && !effect.fallback ? plan.steps.get(effect.step) : undefined
    if (!planned || effect.kind !== 'act') return []
    const { day, time } = localOf(effect.dueAt, RUN.zone)
    const number = daysBetween(MONDAY, day) + 1
    return [
      { step: planned.step, index: planned.index, at: effect.dueAt, day: number, weekday: weekdayOf(day), time, outward: planned.outward },
    ]
  })
}
