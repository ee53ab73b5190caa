import { compactDay, dayOf } from '@grove/calendar'
import type { TriggerEvent } from '@grove/playbook-kit/contract'
import type { WaitParams } from '../contract/index.ts'
import { happened, laterThan } from './happened.ts'
import type { Plan, PlannedStep } from './plan.ts'
import { endTrack, take, type Work } from './work.ts'

/** An event reaches the track: stop rules first, then waits, then the steps that answer it. */
export function hear(work: Work, event: TriggerEvent): void {
  if (event.at < work.track.anchorAt) return
  const rules = work.plan.tracks[work.kind]
  const stop = rules.stops.find((rule) => 'on' in rule && answers(work.plan, rule.on, rule.filter, event))
  if (stop) {
    endTrack(work, { reason: 'stop', ends: work.kind === 'community' ? 'run' : 'member', rule: stop.id, at: event.at })
    return
  }
  for (const one of take(work, (pending) => pending.k === 'wait' && seen(work, pending.step, pending.from ?? 0, event))) {
    const planned = work.plan.steps.get(one.step)
    if (planned) happened(work, planned, one.occ, 'seen', event.at)
  }
  for (const planned of rules.triggered) answer(work, planned, event)
}

/** True when an event of the log meets a trigger and its filter. */
export function answers(plan: Plan, trigger: string, filter: Record<string, unknown> | undefined, event: TriggerEvent): boolean {
  const kind = plan.kinds.triggers.get(trigger)
  if (!kind || (kind.level === 'member' && event.memberId === null)) return false
  const asked = filter ?? {}
  return kind.events(asked).includes(event.kind) && kind.matches(event, asked)
}

function seen(work: Work, step: string, from: number, event: TriggerEvent): boolean {
  const params = work.plan.steps.get(step)?.step.do as WaitParams | undefined
  return params !== undefined && event.at >= from && answers(work.plan, params.for, params.filter, event)
}

function answer(work: Work, planned: PlannedStep, event: TriggerEvent): void {
  const { when, id } = planned.step
  if (!('on' in when) || !answers(work.plan, when.on, when.filter, event)) return
  const occurrence = when.repeat === 'always' ? event.id : when.repeat === 'daily' ? compactDay(dayOf(event.at, work.run.zone)) : 0
  if (when.repeat !== 'always') {
    const [before] = take(work, (one) => one.k === 'mark' && one.step === id)
    work.pending.push({ k: 'mark', step: id, occ: Math.max(occurrence, before?.occ ?? occurrence), at: 0 })
    if (before && before.occ >= occurrence) return
  }
  work.pending.push({ k: 'due', step: id, occ: occurrence, at: laterThan(work, event.at, when) })
}
