import { type Moment } from '@grove/calendar'
import type { Facts } from '@grove/condition-kit/contract'
import type { TriggerEvent } from '@grove/playbook-kit/contract'
import type { Effect } from './effect.ts'
import { hear } from './hear.ts'
import type { Plan } from './plan.ts'
import { resolve } from './resolve.ts'
import type { Run } from './run.ts'
import { settle } from './settle.ts'
import { isFinished, rest } from './start.ts'
import { sortPending, type Track } from './track.ts'
import { endTrack, type Work } from './work.ts'

/** What makes a track go on. `outcome` tells how something the track asked for ended (a task, a send, a late step a person decided on). */
export type Input =
  | { readonly kind: 'tick' }
  | { readonly kind: 'event'; readonly event: TriggerEvent }
  | { readonly kind: 'outcome'; readonly step: string; readonly occurrence: number; readonly outcome: string }

/**
 * The interpreter: pure, total, the one place that decides what a playbook does next. Everything due until `now` is done in the order
 * of time, then the input, then what it made due at once. `facts` answers the keys of `factsNeeded`; a missing one counts as unknown.
 */
export function advance(
  plan: Plan,
  run: Run,
  track: Track,
  input: Input,
  facts: Facts,
  now: Moment,
): { track: Track; effects: readonly Effect[] } {
  if (track.state === 'done') return { track, effects: [] }
  const work: Work = {
    plan,
    run,
    kind: track.kind,
    track,
    pending: [...(track.pending ?? [])],
    doneUntil: track.doneUntil,
    ended: false,
    effects: [],
    facts,
    now,
  }
  if (input.kind === 'event') {
    // What fell due before the event comes before it, also when the clock was late.
    settle(work, Math.min(input.event.at, now))
    if (!work.ended) hear(work, input.event)
  }
  if (input.kind === 'outcome') resolve(work, input)
  if (!work.ended) settle(work, now)
  const moved: Track = { ...track, doneUntil: work.doneUntil, pending: sortPending(work.pending), state: work.ended ? 'done' : 'active' }
  if (!work.ended && isFinished(plan, run, moved)) {
    endTrack(work, { reason: 'finished', ends: track.kind === 'community' ? 'run' : 'member', rule: null, at: now })
    return { track: rest(plan, run, { ...moved, state: 'done' }), effects: work.effects }
  }
  return { track: rest(plan, run, moved), effects: work.effects }
}
