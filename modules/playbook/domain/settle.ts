import type { Moment } from '@grove/calendar'
import { evaluate } from '@grove/condition-kit/contract'
import { fall, fallBack } from './fall.ts'
import { happened } from './happened.ts'
import type { PlannedStep } from './plan.ts'
import { endOf, nextOccurrences } from './schedule.ts'
import type { Pending } from './track.ts'
import { endTrack, take, type Work } from './work.ts'

interface Item {
  readonly planned: PlannedStep
  readonly occurrence: number
  readonly holiday: boolean
  /** Absent: fell due by the clock. */
  readonly pending?: Pending
}

/** Does everything that falls due until `until`, moment by moment in the order of time; ends the track where the run or a stop rule ends it. */
export function settle(work: Work, until: Moment): void {
  const end = endOf(work.plan, work.run)
  const limit = end === null ? until : Math.min(until, end)
  while (!work.ended) {
    const anchored = nextOccurrences(work.plan, work.run, work.track, work.doneUntil)
    const waiting = Math.min(...work.pending.filter((one) => one.k !== 'mark').map((one) => one.at))
    const moment = Math.min(anchored?.at ?? Infinity, waiting)
    if (moment > limit) break
    const items: Item[] = take(work, (one) => one.k !== 'mark' && one.at === moment).flatMap((pending) => {
      const planned = work.plan.steps.get(pending.step)
      return planned ? [{ planned, occurrence: pending.occ, holiday: false, pending }] : []
    })
    if (anchored?.at === moment) {
      for (const one of anchored.items) {
        const planned = work.plan.steps.get(one.step)
        if (planned) items.push({ planned, occurrence: one.occurrence, holiday: one.holiday })
      }
      work.doneUntil = moment
    }
    if (items.length > 0 && stopped(work, moment)) return
    items.sort((a, b) => a.planned.index - b.planned.index)
    for (const item of items) done(work, item, moment)
  }
  if (!work.ended && end !== null && until >= end) {
    endTrack(work, { reason: 'end', ends: work.kind === 'community' ? 'run' : 'member', rule: null, at: end })
  }
}

function stopped(work: Work, at: Moment): boolean {
  const rule = work.plan.tracks[work.kind].stops.find((one) => 'when' in one && evaluate(one.when, work.facts, work.plan.kinds.conditions))
  if (rule) endTrack(work, { reason: 'stop', ends: work.kind === 'community' ? 'run' : 'member', rule: rule.id, at })
  return rule !== undefined
}

function done(work: Work, item: Item, moment: Moment): void {
  const { planned, occurrence, pending } = item
  switch (pending?.k) {
    case 'wait':
      return happened(work, planned, occurrence, 'timeout', moment)
    case 'hang':
      return happened(work, planned, occurrence, 'expired', moment)
    case 'fallback':
      return fallBack(work, planned, occurrence, moment)
    case 'ask':
      work.effects.push({
        kind: 'missed',
        step: planned.step.id,
        fallback: false,
        occurrence,
        dueAt: pending.from ?? moment,
        policy: 'ask',
      })
      return
    default:
      // Marked by a move to this version: the version before has done it.
      if (
        pending === undefined &&
        take(work, (one) => one.k === 'mark' && one.step === planned.step.id && one.occ === occurrence).length > 0
      )
        return
      return fall(work, planned, occurrence, moment, item.holiday)
  }
}
