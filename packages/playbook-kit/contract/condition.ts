import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'
import type { ConditionKind } from './condition-kind.ts'
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

/** True when the condition holds for these facts; an unknown kind holds for nobody. */
export function evaluate(condition: Condition, facts: Facts, kinds: ConditionKinds): boolean {
  if (isAll(condition)) return condition.all.every((part) => evaluate(part, facts, kinds))
  if (isAny(condition)) return condition.any.some((part) => evaluate(part, facts, kinds))
  if (isNot(condition)) return !evaluate(condition.not, facts, kinds)
  return kinds.get(condition.kind)?.evaluate(condition, facts) ?? false
}

/** Facts the condition may ask for, each once, sorted. */
export function factsOf(condition: Condition, kinds: ConditionKinds): readonly FactKey[] {
  return [...new Set(questionsOf(condition).flatMap((question) => kinds.get(question.kind)?.facts(question) ?? []))].sort()
}

/** The questions inside a condition, in reading order. */
export function questionsOf(condition: Condition): readonly Question[] {
  if (isAll(condition)) return condition.all.flatMap(questionsOf)
  if (isAny(condition)) return condition.any.flatMap(questionsOf)
  if (isNot(condition)) return questionsOf(condition.not)
  return [condition]
}

/** The condition as a person reads it. */
export function conditionWords(condition: Condition, kinds: ConditionKinds, locale: Locale): string {
  const join = (parts: readonly Condition[], word: string) =>
    parts
      .map((part) => (isAll(part) || isAny(part) ? `(${conditionWords(part, kinds, locale)})` : conditionWords(part, kinds, locale)))
      .join(word)
  if (isAll(condition)) return join(condition.all, locale === 'zh' ? ' 且 ' : ' and ')
  if (isAny(condition)) return join(condition.any, locale === 'zh' ? ' 或 ' : ' or ')
  if (isNot(condition)) return `${locale === 'zh' ? '不满足' : 'not'} (${conditionWords(condition.not, kinds, locale)})`
  return kinds.get(condition.kind)?.words(condition, locale) ?? condition.kind
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

const isAll = (condition: Condition): condition is { readonly all: readonly Condition[] } =>
  Array.isArray((condition as { all?: unknown }).all)
const isAny = (condition: Condition): condition is { readonly any: readonly Condition[] } =>
  Array.isArray((condition as { any?: unknown }).any)
const isNot = (condition: Condition): condition is { readonly not: Condition } => typeof (condition as { not?: unknown }).not === 'object'
