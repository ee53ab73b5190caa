import { type Condition, type ConditionKinds, shapeOf } from './condition.ts'
import type { FactValue } from './fact.ts'
import type { Range } from './parts.ts'

/** What a fact must be for an answer to be possible at all. Only what is certain: a limit that is left out hides a contradiction, a wrong one invents it. */
export interface Limit {
  /** A fact's key, or any name that stands for one and the same thing of the member. */
  readonly fact: string
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
  readonly above?: number | undefined
  readonly below?: number | undefined
  readonly in?: readonly FactValue[] | undefined
  readonly notIn?: readonly FactValue[] | undefined
  /** Nothing known fits too. */
  readonly unknown?: boolean
}

/** Limits of a count or a number; `known` says that there always is one (nothing known counts as a number). */
export function rangeLimits(fact: string, { atLeast, atMost }: Range, holds: boolean, known = false): readonly Limit[] {
  if (holds) return [{ fact, atLeast, atMost }]
  if (atMost === undefined && atLeast !== undefined) return [{ fact, below: atLeast, unknown: !known }]
  return atLeast === undefined && atMost !== undefined ? [{ fact, above: atMost, unknown: !known }] : []
}

export function choiceLimits(fact: string, values: readonly FactValue[], holds: boolean): readonly Limit[] {
  return holds ? [{ fact, in: values }] : [{ fact, notIn: values, unknown: true }]
}

export const flagLimits = (fact: string, holds: boolean): readonly Limit[] => choiceLimits(fact, [true], holds)

/** True when no value can be in both. */
function apart(a: Limit, b: Limit): boolean {
  if (a.fact !== b.fact || (a.unknown && b.unknown)) return false
  if (a.in) return !a.in.some((value) => fits(value, a) && fits(value, b))
  if (b.in) return apart(b, a)
  const least = Math.max(a.atLeast ?? -Infinity, b.atLeast ?? -Infinity)
  const most = Math.min(a.atMost ?? Infinity, b.atMost ?? Infinity)
  const above = Math.max(a.above ?? -Infinity, b.above ?? -Infinity)
  const below = Math.min(a.below ?? Infinity, b.below ?? Infinity)
  return least > most || above >= below || least >= below || above >= most
}

function fits(value: FactValue, limit: Limit): boolean {
  if (limit.in && !limit.in.includes(value)) return false
  if (limit.notIn?.includes(value)) return false
  const { atLeast, atMost, above, below } = limit
  if (atLeast === undefined && atMost === undefined && above === undefined && below === undefined) return true
  return (
    typeof value === 'number' &&
    value >= (atLeast ?? -Infinity) &&
    value <= (atMost ?? Infinity) &&
    value > (above ?? -Infinity) &&
    value < (below ?? Infinity)
  )
}

export type Path = readonly (string | number)[]
/** Two questions of which one rules the other out; both the same when one does it alone. */
export interface Clash {
  readonly path: Path
  readonly against: Path
}
interface Clause {
  readonly path: Path
  readonly limits: readonly Limit[]
}
interface Choice {
  readonly parts: readonly (readonly [path: Path, part: Condition])[]
  readonly holds: boolean
}

/**
 * Why a condition can hold for nobody (or, with `holds` false, fail for nobody), beside what is `given`; undefined when nothing says so.
 * Looks through all, any and not; of an `any` every way must be shut.
 */
export function clashOf(
  condition: Condition,
  kinds: ConditionKinds,
  { holds = true, path = [], given = [] }: { readonly holds?: boolean; readonly path?: Path; readonly given?: readonly Clause[] } = {},
): Clash | undefined {
  const clauses = [...given]
  const choices: Choice[] = []
  gather(condition, holds, path, kinds, clauses, choices)
  const found = firstClash(clauses)
  if (found) return found
  for (const { parts, holds: wanted } of choices) {
    const shut = parts.map(([at, part]) => clashOf(part, kinds, { holds: wanted, path: at, given: clauses }))
    if (shut.every((one) => one !== undefined)) return shut[0]
  }
  return undefined
}

function gather(condition: Condition, holds: boolean, path: Path, kinds: ConditionKinds, clauses: Clause[], choices: Choice[]): void {
  const shape = shapeOf(condition)
  if (shape.join === null) {
    const limits = kinds.get(shape.question.kind)?.limits?.(shape.question, holds)
    if (limits?.length) clauses.push({ path, limits })
    return
  }
  const parts = shape.parts.map(([key, part]) => [[...path, ...key], part] as const)
  const wanted = shape.join === 'not' ? !holds : holds
  const every = shape.join === 'not' || (shape.join === 'all') === holds || parts.length === 1
  if (every) for (const [at, part] of parts) gather(part, wanted, at, kinds, clauses, choices)
  else choices.push({ parts, holds: wanted })
}

function firstClash(clauses: readonly Clause[]): Clash | undefined {
  for (const [at, one] of clauses.entries()) {
    for (const [index, limit] of one.limits.entries()) {
      if (one.limits.slice(index).some((other) => apart(limit, other))) return { path: one.path, against: one.path }
      const other = clauses.slice(at + 1).find((later) => later.limits.some((its) => apart(limit, its)))
      if (other) return { path: other.path, against: one.path }
    }
  }
  return undefined
}
