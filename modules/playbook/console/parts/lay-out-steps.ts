import type { LooseDraft, LoosePhase, LooseStep } from './draft-model.ts'

export const slots = ['morning', 'noon', 'afternoon', 'evening'] as const
export type Slot = (typeof slots)[number]

export interface Placed {
  readonly index: number
  readonly step: LooseStep
  /** `HH:mm`; null where the moment depends on what happens. */
  readonly time: string | null
  /** Steps that hang on this one. */
  readonly then: readonly Placed[]
}
export interface Row {
  readonly key: string
  /** Day number, where the row is a day. */
  readonly day: number | null
  /** The anchor all steps of the row share. */
  readonly when: Readonly<Record<string, unknown>>
  readonly steps: readonly Placed[]
}
export const bandKinds = ['start', 'join', 'rhythm', 'date', 'event', 'loose'] as const
export type BandKind = (typeof bandKinds)[number]
export interface Band {
  readonly kind: BandKind
  readonly rows: readonly Row[]
}

const ALL_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Steps as a table: bands by what they are anchored to, rows by day, what hangs on a step under that step. */
export function layOutSteps(draft: LooseDraft): readonly Band[] {
  const children = new Map<string, number[]>()
  const ids = new Set(draft.steps.map((step) => step.id))
  const roots: number[] = []
  for (const [index, { when, id }] of draft.steps.entries()) {
    const parent = typeof when.after === 'string' ? when.after : undefined
    if (parent !== undefined && ids.has(parent) && parent !== id) children.set(parent, [...(children.get(parent) ?? []), index])
    else roots.push(index)
  }
  const placed = new Set<number>()
  const place = (index: number): Placed[] => {
    const step = draft.steps[index]
    if (!step || placed.has(index)) return []
    placed.add(index)
    return [{ index, step, time: timeOf(step.when), then: (children.get(step.id) ?? []).flatMap(place) }]
  }
  const trees = roots.flatMap(place)
  // Steps that hang on each other in a circle have no root; they must still be seen to be repaired.
  const lost = draft.steps.flatMap((_, index) => place(index))
  const rows = new Map<string, Row & { steps: Placed[]; kind: BandKind }>()
  for (const tree of [...trees, ...lost]) {
    const { kind, key, day } = anchorOf(tree.step)
    const row = rows.get(`${kind} ${key}`) ?? { key: `${kind} ${key}`, kind, day, when: tree.step.when, steps: [] }
    row.steps.push(tree)
    rows.set(row.key, row)
  }
  return bandKinds.flatMap((kind) => {
    const own = [...rows.values()].filter((row) => row.kind === kind)
    if (own.length === 0) return []
    for (const row of own) row.steps.sort((a, b) => (a.time ?? '').localeCompare(b.time ?? '') || a.index - b.index)
    return [{ kind, rows: own.sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity)) }]
  })
}

function anchorOf(step: LooseStep): { kind: BandKind; key: string; day: number | null } {
  const { when } = step
  if (typeof when.day === 'number') return { kind: 'start', key: String(when.day), day: when.day }
  if (typeof when.afterStart === 'string') return dayAfter('start', when.afterStart)
  if (typeof when.joinDay === 'number') return { kind: 'join', key: String(when.joinDay), day: when.joinDay }
  if (typeof when.afterJoin === 'string') return dayAfter('join', when.afterJoin)
  if (when.weekly !== undefined || when.daily !== undefined || when.monthly !== undefined) {
    return { kind: 'rhythm', ...rhythmOf(when) }
  }
  if (typeof when.date === 'string') return { kind: 'date', key: when.date, day: null }
  if (typeof when.countdown === 'string') return { kind: 'date', key: `${when.countdown} ${String(when.daysBefore)}`, day: null }
  if (typeof when.on === 'string') return { kind: 'event', key: `${when.on} ${JSON.stringify(when.filter ?? {})}`, day: null }
  return { kind: 'loose', key: '', day: null }
}

/** Daily rhythms first, then by the first weekday, then months. */
function rhythmOf(when: Readonly<Record<string, unknown>>): { key: string; day: number } {
  if (Array.isArray(when.weekly)) {
    return { key: `w${String(when.weekly)} ${String(when.everyWeeks ?? 1)}`, day: 10 + ALL_DAYS.indexOf(String(when.weekly[0])) }
  }
  if (typeof when.daily === 'string') return { key: `d${when.daily}`, day: 1 }
  return { key: `m${String(when.monthly)}`, day: 20 }
}

function dayAfter(kind: 'start' | 'join', duration: string): { kind: BandKind; key: string; day: number } {
  const weeks = Number(/(\d+)w/.exec(duration)?.[1] ?? 0)
  const days = Number(/(\d+)d/.exec(duration)?.[1] ?? 0)
  const day = 1 + weeks * 7 + days
  return { kind, key: String(day), day }
}

export function timeOf(when: Readonly<Record<string, unknown>>): string | null {
  const time = when.at ?? when.nextDayAt
  return typeof time === 'string' ? time : null
}

/** Column of a time; what has none (minutes after joining) happens first thing. */
export function slotOf(time: string | null): Slot {
  if (time === null || time < '11:00') return 'morning'
  if (time < '14:00') return 'noon'
  return time < '18:00' ? 'afternoon' : 'evening'
}

/** The phase a day of the run lies in. */
export function phaseOf(phases: readonly LoosePhase[], day: number | null): LoosePhase | undefined {
  return day === null ? undefined : phases.find((phase) => day >= phase.from && day <= (phase.to ?? Infinity))
}
