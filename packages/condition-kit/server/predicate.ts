import sql, { join, type Sql } from 'sql-template-tag'
import { type Condition, type Question, questionsOf, shapeOf } from '../contract/index.ts'
import type { Predicate } from './condition-compiler.ts'

export interface Leaves {
  /** Whether it counts rows of everybody first. */
  readonly groups: (question: Question) => boolean
  /** `given`: conditions on `m` that hold wherever the answer matters. */
  readonly sql: (question: Question, given: readonly Sql[]) => Predicate
}

/** Parts joined by `and`, or by `or`, with the answer each must have. */
type Joined = readonly { readonly part: Condition; readonly asked: boolean }[]

/** Joins turned by De Morgan on the way down, so that only questions are ever negated and the planner sees its anti-joins. */
export function predicateOf(
  condition: Condition,
  leaves: Leaves,
  few: ReadonlySet<Condition>,
  asked = true,
  given: readonly Sql[] = [],
): Sql {
  const shape = shapeOf(condition)
  if (shape.join === null) return answered(leaves.sql(shape.question, leaves.groups(shape.question) ? given : []), asked)
  const parts: Joined = shape.parts.map(([, part]) => ({ part, asked: shape.join === 'not' ? !asked : asked }))
  const all = joinsByAnd(shape.join, asked)
  const held =
    all && few.has(condition) ? [...given, ...plainOf(parts, leaves).map((one) => predicateOf(one.part, leaves, few, one.asked))] : given
  return join(
    parts.map((one) => predicateOf(one.part, leaves, few, one.asked, held)),
    all ? ' and ' : ' or ',
    '(',
    ')',
  )
}

function answered({ sql: made, total }: Predicate, asked: boolean): Sql {
  if (asked) return sql`(${made})`
  return total ? sql`not (${made})` : sql`(${made}) is not true`
}

const joinsByAnd = (word: 'all' | 'any' | 'not', asked: boolean): boolean => word === 'not' || (word === 'all') === asked

/** Parts that count nothing. */
const plainOf = (parts: Joined, leaves: Leaves): Joined => parts.filter(({ part }) => !questionsOf(part).some(leaves.groups))

/** A join by `and` of parts that count and parts that do not, with the condition that the latter make. */
export interface Mixed {
  readonly condition: Condition
  readonly plain: readonly Sql[]
}

export function mixedOf(condition: Condition, leaves: Leaves, asked = true): readonly Mixed[] {
  const shape = shapeOf(condition)
  if (shape.join === null) return []
  const parts: Joined = shape.parts.map(([, part]) => ({ part, asked: shape.join === 'not' ? !asked : asked }))
  const plain = joinsByAnd(shape.join, asked) ? plainOf(parts, leaves) : []
  const own = plain.length > 0 && plain.length < parts.length
  const none: ReadonlySet<Condition> = new Set()
  return [
    ...(own ? [{ condition, plain: plain.map((one) => predicateOf(one.part, leaves, none, one.asked)) }] : []),
    ...parts.flatMap((one) => mixedOf(one.part, leaves, one.asked)),
  ]
}
