import { type Condition, type ConditionKinds, questionsOf, type Shape, shapeOf } from './condition.ts'
import type { Use } from './condition-kind.ts'
import { type Clash, clashOf, type Path } from './limit.ts'

/** Things of the workspace the condition names, each once. */
export function usesOf(condition: Condition, kinds: ConditionKinds): readonly Use[] {
  const uses = new Map<string, Use>()
  for (const question of questionsOf(condition)) {
    for (const use of kinds.get(question.kind)?.uses?.(question) ?? []) uses.set(`${use.what}:${use.key}`, use)
  }
  return [...uses.values()]
}

/** Kinds of events after which the answer may differ for the member they name, each once, sorted. */
export function eventsOf(condition: Condition, kinds: ConditionKinds): readonly string[] {
  return [...new Set(questionsOf(condition).flatMap((question) => kinds.get(question.kind)?.events(question) ?? []))].sort()
}

/** What must be given besides the member: empty when the condition can be asked of all members of a workspace. */
export function needsOf(condition: Condition, kinds: ConditionKinds): readonly ('community' | 'run')[] {
  return [...new Set(questionsOf(condition).flatMap((question) => kinds.get(question.kind)?.needs?.(question) ?? []))].sort()
}

/** How deep joins are nested and how many questions there are; safe on input nobody has checked, gives up at `limit`. */
export function sizeOf(value: unknown, limit: { readonly depth: number; readonly questions: number }): 'fits' | 'deep' | 'long' {
  let level: unknown[] = [value]
  let questions = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit.depth) return 'deep'
    // A level is looked through before the next one is opened: what is far too long is refused unread.
    if (level.length > limit.questions * 2) return 'long'
    const shapes = level.map((one) => (typeof one === 'object' && one !== null ? shapeOf(one as Condition) : null))
    questions += shapes.filter((shape) => !shape || shape.join === null).length
    if (questions > limit.questions) return 'long'
    level = shapes.flatMap((shape) => (shape && shape.join !== null ? shape.parts.map(([, part]) => part) : []))
  }
  return 'fits'
}

/** Question that asks nothing, or one that rules out another it is joined with: the part `at` can hold for nobody. */
export interface Contradiction {
  readonly path: Path
  readonly why: 'always_false' | 'empty'
  /** The other question, and the smallest part in which both must hold. */
  readonly against?: Path
  readonly at?: Path
}

/** Questions that rule each other out, and questions that ask nothing. Finds plain cases, never accuses a sound one. */
export function contradictionsOf(condition: Condition, kinds: ConditionKinds, path: Path = []): readonly Contradiction[] {
  const shape = shapeOf(condition)
  if (shape.join === null) return kinds.get(shape.question.kind)?.empty?.(shape.question) ? [{ path, why: 'empty' }] : []
  const inner = shape.parts.flatMap(([key, part]) => contradictionsOf(part, kinds, [...path, ...key]))
  // What is empty asks nothing, so nothing can be said of what it is joined with.
  if (inner.length > 0) return inner
  const clash = opposed(shape, path) ?? clashOf(condition, kinds, { path })
  return clash ? [{ ...clash, why: 'always_false', at: path }] : []
}

/** A question of any kind and its own opposite. */
function opposed(shape: Shape, path: Path): Clash | undefined {
  if (shape.join !== 'all') return undefined
  const asked = new Map(shape.parts.map(([key, part]) => [canonical(part), [...path, ...key]]))
  for (const [key, part] of shape.parts) {
    const own = shapeOf(part)
    const against = own.join === 'not' ? own.parts.flatMap(([, opposite]) => asked.get(canonical(opposite)) ?? []) : []
    if (against.length) return { path: [...path, ...key], against }
  }
  return undefined
}

/** The same text for the same condition, whatever the order of its keys. */
export function canonical(condition: Condition): string {
  return JSON.stringify(condition, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
