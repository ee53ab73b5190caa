import { type Condition, type ConditionKinds, questionsOf, shapeOf } from './condition.ts'
import type { Use } from './condition-kind.ts'

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
  let seen = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit.depth) return 'deep'
    seen += level.length
    if (seen > limit.questions * 3) return 'long'
    level = level.flatMap((one) => {
      if (typeof one !== 'object' || one === null) return []
      const shape = shapeOf(one as Condition)
      return shape.join === null ? [] : shape.parts.map(([, part]) => part)
    })
  }
  return 'fits'
}

/** Question that contradicts another in the same `all`, or asks nothing: the condition can not mean what it says. */
export interface Contradiction {
  readonly path: readonly (string | number)[]
  readonly why: 'always_false' | 'empty'
}

/** A question and its own opposite joined by `all`, and questions that ask nothing. Finds plain cases, never accuses a sound one. */
export function contradictionsOf(
  condition: Condition,
  kinds: ConditionKinds,
  path: readonly (string | number)[] = [],
): readonly Contradiction[] {
  const shape = shapeOf(condition)
  if (shape.join === null) return kinds.get(shape.question.kind)?.empty?.(shape.question) ? [{ path, why: 'empty' }] : []
  const inner = shape.parts.flatMap(([key, part]) => contradictionsOf(part, kinds, [...path, ...key]))
  if (shape.join !== 'all') return inner
  const asked = new Set(shape.parts.map(([, part]) => canonical(part)))
  const opposed = shape.parts.filter(([, part]) => {
    const own = shapeOf(part)
    return own.join === 'not' && own.parts.some(([, opposite]) => asked.has(canonical(opposite)))
  })
  return [...inner, ...opposed.map(([key]): Contradiction => ({ path: [...path, ...key], why: 'always_false' }))]
}

/** The same text for the same condition, whatever the order of its keys. */
export function canonical(condition: Condition): string {
  return JSON.stringify(condition, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
