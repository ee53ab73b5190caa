import type { Moment } from '@grove/calendar'
import { type Condition, evaluate, type FactKey, type Facts, factsOf } from '@grove/condition-kit/contract'
import { armOf } from './action.ts'
import type { Input } from './advance.ts'
import { inHoldout } from './chance.ts'
import { HOLDOUT_FACT } from './fall.ts'
import { answers } from './hear.ts'
import type { Plan, PlannedStep } from './plan.ts'
import type { Run } from './run.ts'
import { dueAfter } from './schedule.ts'
import type { Track } from './track.ts'

/** What an advance may ask about the member or the community. */
export interface Needs {
  readonly conditions: readonly Condition[]
  readonly holdout: boolean
  readonly keys: readonly FactKey[]
}

/** All that `advance` with the same arguments may ask: perhaps more than it will, never less. */
export function needs(plan: Plan, run: Run, track: Track, input: Input, now: Moment): Needs {
  const steps = touched(plan, run, track, input, now)
  const stops = steps.length > 0 ? plan.tracks[track.kind].stops.flatMap((rule) => ('when' in rule ? [rule.when] : [])) : []
  const conditions = [...new Set([...stops, ...steps.flatMap((planned) => planned.asks)])]
  const holdout = track.kind === 'member' && plan.definition.holdout > 0 && steps.some((planned) => planned.anyOutward)
  const keys = new Set(conditions.flatMap((condition) => factsOf(condition, plan.kinds.conditions)))
  if (holdout) keys.add(HOLDOUT_FACT)
  return { conditions, holdout, keys: [...keys].sort() }
}

/** Fact keys `advance` may ask for; [] means all tracks that are equal move together without looking at anybody. */
export function factsNeeded(plan: Plan, run: Run, track: Track, input: Input, now: Moment): readonly FactKey[] {
  return needs(plan, run, track, input, now).keys
}

/** One character for each question: members with equal answers advance alike, so any one's facts stand for all of them. */
export function answersOf(plan: Plan, asked: Needs, facts: Facts): string {
  const marks = asked.conditions.map((condition) => (evaluate(condition, facts, plan.kinds.conditions) ? '1' : '0'))
  return marks.join('') + (asked.holdout ? (facts[HOLDOUT_FACT] === true ? 'h' : '-') : '')
}

/** Facts that are chance, not storage: the hold-out and the arms of variants (families `run.holdout`, `run.variant`). */
export function chanceFacts(plan: Plan, run: Run, memberId: number, keys: readonly FactKey[]): Facts {
  const facts: Record<FactKey, string | boolean | null> = {}
  for (const key of keys) {
    if (key === HOLDOUT_FACT) facts[key] = inHoldout(run.seed, plan.definition.key, memberId, plan.definition.holdout)
    const planned = key.startsWith('run.variant:') ? plan.steps.get(key.slice('run.variant:'.length)) : undefined
    if (planned) facts[key] = armOf(planned, run, memberId)
  }
  return facts
}

/** Steps that may fall due in this advance. */
function touched(plan: Plan, run: Run, track: Track, input: Input, now: Moment): readonly PlannedStep[] {
  if (track.state === 'done') return []
  const { anchored, triggered } = plan.tracks[track.kind]
  const waiting = (track.pending ?? []).filter((one) => one.k !== 'mark')
  const steps = new Set<PlannedStep>()
  for (const planned of anchored) if ((dueAfter(plan, run, track, planned, track.doneUntil)?.at ?? Infinity) <= now) steps.add(planned)
  const reached = waiting.filter(
    (one) => one.at <= now || (input.kind === 'event' && one.k === 'wait') || (input.kind === 'outcome' && one.step === input.step),
  )
  for (const one of reached) {
    const planned = plan.steps.get(one.step)
    if (planned) steps.add(planned)
  }
  if (input.kind === 'event') {
    for (const planned of triggered) {
      const { when } = planned.step
      if ('on' in when && answers(plan, when.on, when.filter, input.event)) steps.add(planned)
    }
  }
  return [...steps]
}
