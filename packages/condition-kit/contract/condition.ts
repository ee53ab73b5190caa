import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'
import type { ConditionKind, NameOf } from './condition-kind.ts'
import type { FactKey, Facts } from './fact.ts'

/** A question of one registered kind, its parameters beside it. */
export interface Question {
  readonly kind: string
  readonly [param: string]: unknown
}
/** Questions joined by all / any / not, nested freely. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Question

export type ConditionKinds = ReadonlyMap<string, ConditionKind>

/** The kinds by name. @throws Error when two modules register the same one. */
export function conditionKindMap(kinds: readonly ConditionKind[]): ConditionKinds {
  const map = new Map<string, ConditionKind>()
  for (const kind of kinds) {
    if (map.has(kind.kind)) throw new Error(`two modules register the condition "${kind.kind}"`)
    map.set(kind.kind, kind)
  }
  return map
}

/** A condition taken apart: the join and its parts with the path of each, or one question. */
export type Shape =
  | { readonly join: 'all' | 'any' | 'not'; readonly parts: readonly (readonly [path: readonly (string | number)[], part: Condition])[] }
  | { readonly join: null; readonly question: Question }

export function shapeOf(condition: Condition): Shape {
  const { all, any, not } = condition as { all?: unknown; any?: unknown; not?: unknown }
  if (Array.isArray(all)) return { join: 'all', parts: (all as Condition[]).map((part, index) => [['all', index], part]) }
  if (Array.isArray(any)) return { join: 'any', parts: (any as Condition[]).map((part, index) => [['any', index], part]) }
  if (typeof not === 'object' && not !== null) return { join: 'not', parts: [[['not'], not as Condition]] }
  return { join: null, question: condition as Question }
}

/** The part at a path, as `shapeOf` and contradictions name it. */
export function partAt(condition: Condition, path: readonly (string | number)[]): Condition {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], condition) as Condition
}

/** True when the condition holds for these facts; an unknown kind holds for nobody. */
export function evaluate(condition: Condition, facts: Facts, kinds: ConditionKinds): boolean {
  return testerOf(condition, kinds)(facts)
}

/** The same, taken apart once: for a condition that is asked of many. */
export function testerOf(condition: Condition, kinds: ConditionKinds): (facts: Facts) => boolean {
  const shape = shapeOf(condition)
  if (shape.join === null) {
    const { question } = shape
    const kind = kinds.get(question.kind)
    return kind ? (facts) => kind.evaluate(question, facts) : () => false
  }
  const parts = shape.parts.map(([, part]) => testerOf(part, kinds))
  if (shape.join === 'all') return (facts) => parts.every((part) => part(facts))
  if (shape.join === 'any') return (facts) => parts.some((part) => part(facts))
  return (facts) => !parts.some((part) => part(facts))
}

/** Facts the condition may ask for, each once, sorted. */
export function factsOf(condition: Condition, kinds: ConditionKinds): readonly FactKey[] {
  return [...new Set(questionsOf(condition).flatMap((question) => kinds.get(question.kind)?.facts(question) ?? []))].sort()
}

/** The questions inside a condition, in reading order. */
export function questionsOf(condition: Condition): readonly Question[] {
  const shape = shapeOf(condition)
  return shape.join === null ? [shape.question] : shape.parts.flatMap(([, part]) => questionsOf(part))
}

const NO_NAMES: NameOf = () => undefined
const JOINED = { all: { zh: ' 且 ', en: ' and ' }, any: { zh: ' 或 ', en: ' or ' } }

/** The condition as a person reads it. */
export function conditionWords(condition: Condition, kinds: ConditionKinds, locale: Locale, name: NameOf = NO_NAMES): string {
  const shape = shapeOf(condition)
  if (shape.join === null) return kinds.get(shape.question.kind)?.words(shape.question, locale, name) ?? shape.question.kind
  const words = shape.parts.map(([, part]) => {
    const inner = conditionWords(part, kinds, locale, name)
    return shape.join !== 'not' && ['all', 'any'].includes(shapeOf(part).join ?? '') ? `(${inner})` : inner
  })
  if (shape.join === 'not') return `${locale === 'zh' ? '不满足' : 'not'} (${words.join('')})`
  return words.join(JOINED[shape.join][locale])
}

/** One line of a condition that is read as an outline; `depth` 0 is the outermost. */
export interface ConditionLine {
  readonly depth: number
  readonly words: string
}

const HEADS = {
  all: { zh: '全部满足：', en: 'All of these:' },
  any: { zh: '满足任意一条：', en: 'Any of these:' },
  'not all': { zh: '不同时满足：', en: 'Not all of these:' },
  'not any': { zh: '一条都不满足：', en: 'None of these:' },
}

/** The condition line by line: where a sentence would be nothing but brackets. */
export function conditionLines(
  condition: Condition,
  kinds: ConditionKinds,
  locale: Locale,
  name: NameOf = NO_NAMES,
  { depth, negated }: { readonly depth: number; readonly negated: boolean } = { depth: 0, negated: false },
): ConditionLine[] {
  const shape = shapeOf(condition)
  if (shape.join === null) {
    const words = conditionWords(condition, kinds, locale, name)
    return [{ depth, words: negated ? (locale === 'zh' ? `不满足：${words}` : `not: ${words}`) : words }]
  }
  const parts = shape.parts.map(([, part]) => part)
  if (shape.join === 'not') return parts.flatMap((part) => conditionLines(part, kinds, locale, name, { depth, negated: !negated }))
  const head = HEADS[negated ? (`not ${shape.join}` as const) : shape.join][locale]
  return [
    { depth, words: head },
    ...parts.flatMap((part) => conditionLines(part, kinds, locale, name, { depth: depth + 1, negated: false })),
  ]
}

const schemas = new WeakMap<ConditionKinds, z.ZodType<Condition>>()

/** Contract of conditions over the registered kinds; the same value for the same kinds. */
export function conditionSchema(kinds: ConditionKinds): z.ZodType<Condition> {
  const known = schemas.get(kinds)
  if (known) return known
  const [first, ...rest] = [...kinds.values()].map((kind) => z.strictObject({ kind: z.literal(kind.kind), ...kind.params.shape }))
  const leaf = first === undefined ? z.looseObject({ kind: z.string() }) : z.discriminatedUnion('kind', [first, ...rest])
  const nested: z.ZodType<Condition> = z.lazy(() => condition)
  const condition = z.union([
    z.strictObject({ all: z.array(nested).min(1) }),
    z.strictObject({ any: z.array(nested).min(1) }),
    z.strictObject({ not: nested }),
    leaf,
  ]) as unknown as z.ZodType<Condition>
  schemas.set(kinds, condition)
  return condition
}
