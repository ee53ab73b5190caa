import { type Span, spanOf } from '@grove/calendar'
import type { Condition } from '@grove/condition-kit/contract'
import type { Action, ActionKind, PlaybookKinds } from '@grove/playbook-kit/contract'
import type { Audience, Definition, Misfire, Step, StopRule, TrackKind } from '../contract/index.ts'
import { isRecurring } from './recurrence.ts'

export interface PlannedStep {
  readonly step: Step
  /** Place in the document: steps due at the same moment act in this order. */
  readonly index: number
  readonly action: ActionKind | undefined
  /** It has happened when a person has done it, not when it falls due. */
  readonly person: boolean
  /** Left out for members of the hold-out. */
  readonly outward: boolean
  /** Null: acts however late it is, because nobody outside notices. */
  readonly misfire: LateRule | null
  readonly audience: Audience
  readonly deadline: Span
  readonly fallback: { readonly within: Span; readonly do: Action } | null
  /** Steps that hang on this one. */
  readonly dependents: readonly PlannedStep[]
  /** Conditions that may be asked once this step falls due, those of steps hanging on it included. */
  readonly asks: readonly Condition[]
  readonly anyOutward: boolean
}

export interface LateRule {
  readonly graceMs: number
  readonly then: 'skip' | 'ask'
}

export interface TrackPlan {
  readonly steps: readonly PlannedStep[]
  /** Steps that fall due by the clock alone. */
  readonly anchored: readonly PlannedStep[]
  /** Steps that answer events. */
  readonly triggered: readonly PlannedStep[]
  readonly stops: readonly StopRule[]
}

/** A definition with its indexes ready. Made once for each version and kept. */
export interface Plan {
  readonly definition: Definition
  readonly kinds: PlaybookKinds
  readonly steps: ReadonlyMap<string, PlannedStep>
  readonly tracks: Readonly<Record<TrackKind, TrackPlan>>
  readonly lasts: Span | null
}

const GRACE_MINUTES = 10
const DEADLINE = '1d'

/** Prepares a valid definition; throws nothing. */
export function compile(definition: Definition, kinds: PlaybookKinds): Plan {
  const planned = definition.steps.map((step, index) => plannedStep(definition, kinds, step, index))
  const steps = new Map(planned.map((one) => [one.step.id, one]))
  for (const one of planned) {
    const { when } = one.step
    if ('after' in when) steps.get(when.after)?.dependents.push(one)
  }
  for (const one of planned) {
    const reached = reachable(one)
    one.asks = reached.flatMap((step) => conditionsOf(step.step))
    one.anyOutward = reached.some((step) => step.outward)
  }
  return {
    definition,
    kinds,
    steps,
    tracks: { community: trackPlan(definition, planned, 'community'), member: trackPlan(definition, planned, 'member') },
    lasts: definition.lasts === undefined ? null : spanOf(definition.lasts),
  }
}

type Building = { -readonly [K in keyof PlannedStep]: PlannedStep[K] } & { dependents: Building[] }

function plannedStep(definition: Definition, kinds: PlaybookKinds, step: Step, index: number): Building {
  const action = kinds.actions.get(step.do.kind)
  const person = step.who !== 'system' || step.confirm || (action?.needsPerson(step.do) ?? false)
  const outward = action?.outward ?? false
  const late = step.misfire ?? (outward || person ? definition.misfire : null)
  return {
    step,
    index,
    action,
    person,
    outward,
    misfire: late === null ? null : lateRule(late),
    audience: step.to ?? (step.track === 'community' ? 'group' : 'member'),
    deadline: spanOf(step.deadline ?? DEADLINE),
    fallback: step.fallback ? { within: spanOf(step.fallback.within), do: step.fallback.do } : null,
    dependents: [],
    asks: [],
    anyOutward: outward,
  }
}

function lateRule(misfire: Misfire): LateRule {
  if (typeof misfire === 'string') return { graceMs: GRACE_MINUTES * 60_000, then: misfire }
  return { graceMs: misfire.sendWithinMinutes * 60_000, then: misfire.then }
}

function trackPlan(definition: Definition, planned: readonly PlannedStep[], kind: TrackKind): TrackPlan {
  const steps = planned.filter((one) => one.step.track === kind)
  return {
    steps,
    anchored: steps.filter((one) => isAnchored(one.step)),
    triggered: steps.filter((one) => 'on' in one.step.when),
    stops: definition.stop.filter((rule) => rule.ends === kind),
  }
}

/** True for steps that fall due by the clock: everything but answers to events and to other steps. */
export function isAnchored(step: Step): boolean {
  return isRecurring(step.when) || !('on' in step.when || 'after' in step.when)
}

function reachable(from: Building, seen = new Set<Building>()): readonly Building[] {
  if (seen.has(from)) return []
  seen.add(from)
  for (const next of from.dependents) reachable(next, seen)
  return [...seen]
}

function conditionsOf(step: Step): readonly Condition[] {
  const cases = step.do.kind === 'branch' && Array.isArray(step.do['cases']) ? (step.do['cases'] as { when: Condition }[]) : []
  return [...(step.if ? [step.if] : []), ...cases.map((one) => one.when)]
}
