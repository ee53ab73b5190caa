import type { Moment } from '@grove/calendar'
import type { Facts } from '@grove/condition-kit/contract'
import type { TrackKind } from '../contract/index.ts'
import type { Effect } from './effect.ts'
import type { Plan } from './plan.ts'
import type { Run } from './run.ts'
import type { Pending, Track } from './track.ts'

/** One advance on its way; lives inside one call of `advance`. */
export interface Work {
  readonly plan: Plan
  readonly run: Run
  readonly kind: TrackKind
  readonly track: Track
  readonly facts: Facts
  readonly now: Moment
  readonly effects: Effect[]
  pending: Pending[]
  doneUntil: Moment
  ended: boolean
}

export function endTrack(work: Work, end: Omit<Extract<Effect, { kind: 'ended' }>, 'kind'>): void {
  work.ended = true
  work.pending = []
  work.effects.push({ kind: 'ended', ...end })
}

/** Takes the pending things out that match; they are handed back. */
export function take(work: Work, match: (one: Pending) => boolean): readonly Pending[] {
  const taken = work.pending.filter(match)
  if (taken.length > 0) work.pending = work.pending.filter((one) => !match(one))
  return taken
}
