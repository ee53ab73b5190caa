import { addSpan, type Moment, spanOf } from '@grove/calendar'
import { type Condition, evaluate } from '@grove/condition-kit/contract'
import type { BranchParams, StepReason, WaitParams } from '../contract/index.ts'
import { actionOf } from './action.ts'
import { happened } from './happened.ts'
import type { PlannedStep } from './plan.ts'
import { take, type Work } from './work.ts'

/** Fact that says whether the member belongs to the hold-out. */
export const HOLDOUT_FACT = 'run.holdout'
/** How long a person has to decide on a late step. */
const DECIDE_MS = 24 * 3_600_000

/** A step falls due: it acts, or it is told why not. */
export function fall(work: Work, planned: PlannedStep, occurrence: number, due: Moment, holiday: boolean): void {
  const { step } = planned
  const reason = whyNot(work, planned, occurrence, holiday)
  if (reason !== null) {
    work.effects.push({ kind: 'skipped', step: step.id, occurrence, dueAt: due, reason })
    return
  }
  if (planned.misfire !== null && due < work.now - planned.misfire.graceMs) {
    if (planned.misfire.then === 'skip') {
      work.effects.push({ kind: 'missed', step: step.id, fallback: false, occurrence, dueAt: due, policy: 'skip' })
      return
    }
    const until = work.now + DECIDE_MS
    work.pending.push({ k: 'ask', step: step.id, occ: occurrence, at: until, from: due })
    work.effects.push({ kind: 'ask', step: step.id, occurrence, dueAt: due, until })
    return
  }
  act(work, planned, occurrence, due)
}

/** Does the step now, whatever the hour: its conditions were asked before. */
export function act(work: Work, planned: PlannedStep, occurrence: number, due: Moment): void {
  const { step } = planned
  const { zone } = work.run
  const action = actionOf(work.plan, work.run, step.id, null)
  if (action.kind === 'wait') {
    const { within } = action as unknown as WaitParams
    work.pending.push({ k: 'wait', step: step.id, occ: occurrence, from: due, at: addSpan(due, spanOf(within), zone) })
    return
  }
  if (action.kind === 'branch') {
    const { cases, else: otherwise } = action as unknown as BranchParams
    const first = cases.find((one) => holds(work, one.when))
    happened(work, planned, occurrence, first?.outcome ?? otherwise, due)
    return
  }
  const expiresAt = addSpan(due, planned.deadline, zone)
  const fallbackAt = planned.fallback && planned.person ? addSpan(due, planned.fallback.within, zone) : null
  work.effects.push({
    kind: 'act',
    step: step.id,
    fallback: false,
    occurrence,
    action,
    audience: planned.audience,
    who: step.who,
    confirm: step.confirm,
    dueAt: due,
    expiresAt,
    fallbackAt,
  })
  if (fallbackAt !== null) work.pending.push({ k: 'fallback', step: step.id, occ: occurrence, at: fallbackAt })
  if (planned.dependents.length === 0) return
  const waitsForOutcome =
    planned.person || planned.dependents.some((one) => 'after' in one.step.when && one.step.when.outcome !== undefined)
  if (waitsForOutcome) work.pending.push({ k: 'hang', step: step.id, occ: occurrence, at: expiresAt })
  if (!planned.person) happened(work, planned, occurrence, null, due)
}

/** The stand-in of a step that no person did in time. */
export function fallBack(work: Work, planned: PlannedStep, occurrence: number, due: Moment): void {
  const { step, misfire } = planned
  if (misfire !== null && due < work.now - misfire.graceMs) {
    work.effects.push({ kind: 'missed', step: step.id, fallback: true, occurrence, dueAt: due, policy: 'skip' })
    return
  }
  take(work, (one) => one.k === 'hang' && one.step === step.id && one.occ === occurrence)
  work.effects.push({
    kind: 'act',
    step: step.id,
    fallback: true,
    occurrence,
    action: actionOf(work.plan, work.run, step.id, null, true),
    audience: planned.audience,
    who: 'system',
    confirm: false,
    dueAt: due,
    expiresAt: addSpan(due, planned.deadline, work.run.zone),
    fallbackAt: null,
  })
  happened(work, planned, occurrence, 'fallback', due)
}

function whyNot(work: Work, planned: PlannedStep, occurrence: number, holiday: boolean): StepReason | null {
  const { step } = planned
  const left = work.run.amendments.some(
    (change) => change.kind === 'skip' && change.step === step.id && (change.occurrence === undefined || change.occurrence === occurrence),
  )
  if (left) return 'amended'
  if (holiday) return 'holiday'
  if (step.if && !holds(work, step.if)) return 'condition'
  return planned.outward && work.kind === 'member' && work.facts[HOLDOUT_FACT] === true ? 'holdout' : null
}

function holds(work: Work, condition: Condition): boolean {
  return evaluate(condition, work.facts, work.plan.kinds.conditions)
}
