import type { LocalDay, Moment } from '@grove/calendar'
import type { TrackKind } from '../contract/index.ts'

/**
 * Something a track waits for beside its time-anchored steps.
 * `due` a step that will fall due at `at` · `wait` a wait step from `from` until `at` · `hang` later steps hang on its outcome, until `at` ·
 * `fallback` due at `at` unless a person was faster · `ask` a late step a person decides on (due at `from`), until `at` ·
 * `mark` an event step that has answered (`at` 0).
 */
export interface Pending {
  readonly k: 'due' | 'wait' | 'hang' | 'fallback' | 'ask' | 'mark'
  readonly step: string
  readonly occ: number
  readonly at: Moment
  readonly from?: Moment
}

/**
 * How far one member, or the group, is in a run. Plain JSON. Tracks of one run that are equal in these fields advance equally
 * given equal answers, so they are advanced once and moved together.
 */
export interface Track {
  readonly kind: TrackKind
  /** Start of the run, or joining, without seconds; the start of that day once nothing depends on the minute any more. */
  readonly anchorAt: Moment
  readonly anchorDay: LocalDay
  /** Every time-anchored step due until then (included) is done with. */
  readonly doneUntil: Moment
  /** Sorted; null when empty. */
  readonly pending: readonly Pending[] | null
  /** When to look again; null when only an event or nothing at all can go on. */
  readonly dueAt: Moment | null
  readonly state: 'active' | 'done'
}

/** Pending things in the one order that makes equal tracks equal. */
export function sortPending(pending: readonly Pending[]): readonly Pending[] | null {
  if (pending.length === 0) return null
  return [...pending].sort((a, b) => a.at - b.at || compare(a.k, b.k) || compare(a.step, b.step) || a.occ - b.occ)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
