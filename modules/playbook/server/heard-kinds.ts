import type { TrackKind, WaitParams } from '../contract/index.ts'
import type { Plan } from '../domain/index.ts'

type Heard = Readonly<Record<TrackKind, ReadonlySet<string>>>
const known = new WeakMap<Plan, Heard>()

/** Kinds of events of the log that each track of a plan listens to: its triggers, waits and stop rules. */
export function heardKinds(plan: Plan): Heard {
  const heard = known.get(plan) ?? { community: kindsOf(plan, 'community'), member: kindsOf(plan, 'member') }
  known.set(plan, heard)
  return heard
}

function kindsOf(plan: Plan, track: TrackKind): ReadonlySet<string> {
  const asked: { on: string; filter: Record<string, unknown> | undefined }[] = []
  for (const { step } of plan.tracks[track].steps) {
    if ('on' in step.when) asked.push({ on: step.when.on, filter: step.when.filter })
    if (step.do.kind === 'wait') {
      const params = step.do as unknown as WaitParams
      asked.push({ on: params.for, filter: params.filter })
    }
  }
  for (const rule of plan.tracks[track].stops) if ('on' in rule) asked.push({ on: rule.on, filter: rule.filter })
  return new Set(asked.flatMap(({ on, filter }) => plan.kinds.triggers.get(on)?.events(filter ?? {}) ?? []))
}
