import { localOf, momentOf } from '@grove/calendar'
import type { Facts } from '@grove/condition-kit/contract'
import type { TriggerEvent } from '@grove/playbook-kit/contract'
import { coreLanguage, type DefinitionInput } from '../contract/index.ts'
import { advance, type Input } from './advance.ts'
import type { Effect } from './effect.ts'
import { compile, type Plan } from './plan.ts'
import type { Run } from './run.ts'
import { playbookWith } from './smallest-playbook.ts'
import { startTrack } from './start.ts'
import type { Track } from './track.ts'

/** Short ways to write scenarios of the interpreter; used by tests only. */
export const SHANGHAI = 'Asia/Shanghai'
export type StepInput = DefinitionInput['steps'][number]

export function planOf(steps: readonly Partial<StepInput>[], keys: Partial<DefinitionInput> = {}): Plan {
  const full = steps.map((step, index) => ({
    id: `step-${index + 1}`,
    title: 'Step',
    when: { day: 1, at: '09:00' },
    do: { kind: 'send', text: 'Hello' },
    ...step,
  }))
  return compile(playbookWith({ steps: full, ...keys }), coreLanguage)
}

export function runOf(changes: Partial<Run> & { start?: string } = {}): Run {
  const { start = '2026-11-23T08:00', ...rest } = changes
  const zone = rest.zone ?? SHANGHAI
  const [day = '', time = ''] = start.split('T')
  return { zone, startAt: momentOf(day, time, zone), startDay: day, parameters: {}, seed: 'seed', amendments: [], ...rest }
}

export function at(local: string, zone = SHANGHAI): number {
  const [day = '', time = ''] = local.split('T')
  return momentOf(day, time, zone)
}

export function local(moment: number, zone = SHANGHAI): string {
  const { day, time } = localOf(moment, zone)
  return `${day}T${time}`
}

/** A track that remembers what came of it. */
export interface Walk {
  readonly track: Track
  readonly effects: readonly Effect[]
}

export function begin(plan: Plan, run: Run, kind: Track['kind'] = 'community', anchor = run.startAt, late?: number): Walk {
  return { track: startTrack(plan, run, kind, anchor, late), effects: [] }
}

export function step(plan: Plan, run: Run, walk: Walk, now: number, input: Input = { kind: 'tick' }, facts: Facts = {}): Walk {
  const { track, effects } = advance(plan, run, walk.track, input, facts, now)
  return { track, effects: [...walk.effects, ...effects] }
}

/** Looks whenever the track says it is due, never in between. */
export function follow(plan: Plan, run: Run, walk: Walk, until: number, facts: Facts = {}): Walk {
  let next = walk
  while (next.track.dueAt !== null && next.track.dueAt <= until) next = step(plan, run, next, next.track.dueAt, { kind: 'tick' }, facts)
  return next
}

let events = 0
export function event(
  kind: string,
  when: number,
  data: Record<string, unknown> = {},
  memberId: number | null = 7,
): Input & { kind: 'event' } {
  events += 1
  const made: TriggerEvent = { id: events, kind, at: when, memberId, communityId: 3, data }
  return { kind: 'event', event: made }
}

/** `kind step@time`, as short as a test reads well. */
export function told(walk: Walk, zone = SHANGHAI): readonly string[] {
  return walk.effects.map((effect) => {
    if (effect.kind === 'ended') return `ended ${effect.reason}${effect.rule === null ? '' : ` ${effect.rule}`}`
    const name = effect.step + ('fallback' in effect && effect.fallback ? '~' : '')
    const why = effect.kind === 'skipped' ? ` ${effect.reason}` : ''
    return `${effect.kind} ${name}@${local(effect.dueAt, zone)}${why}`
  })
}
