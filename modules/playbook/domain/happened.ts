import { addSpan, atTimeAfter, type Moment, spanOf } from '@grove/calendar'
import type { PlannedStep } from './plan.ts'
import type { Work } from './work.ts'

/** Ways to end that are not "it happened": only steps that name them hang on them. */
const FAILURES = new Set(['failed', 'refused', 'expired', 'cancelled', 'declined'])

/**
 * A step has happened (outcome null) or ended with an outcome: the steps that hang on it are given their time. One that names no
 * outcome follows when it happened: at once for the system's acts, with any good outcome for a person's, a wait's and a branch's.
 */
export function happened(work: Work, planned: PlannedStep, occurrence: number, outcome: string | null, at: Moment): void {
  for (const next of planned.dependents) {
    const { when } = next.step
    if (!('after' in when) || next.step.track !== work.kind) continue
    if (when.outcome === undefined ? !isHappening(planned, outcome) : when.outcome !== outcome) continue
    work.pending.push({ k: 'due', step: next.step.id, occ: occurrence, at: laterThan(work, at, when) })
  }
}

/** True for outcomes after which nobody needs to stand in. */
export function isGood(outcome: string): boolean {
  return !FAILURES.has(outcome)
}

/** A moment moved by `delay`, or to a time of a later day. */
export function laterThan(
  work: Work,
  at: Moment,
  when: { delay?: string | undefined; nextDayAt?: string | undefined; days?: number | undefined },
): Moment {
  const { zone } = work.run
  const delayed = when.delay === undefined ? at : addSpan(at, spanOf(when.delay), zone)
  return when.nextDayAt === undefined ? delayed : atTimeAfter(delayed, when.days ?? 1, when.nextDayAt, zone)
}

function isHappening(planned: PlannedStep, outcome: string | null): boolean {
  if (planned.step.do.kind === 'wait' || planned.step.do.kind === 'branch') return true
  return planned.person ? outcome !== null && isGood(outcome) : outcome === null
}
