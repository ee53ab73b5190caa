import type { Locale } from '@grove/kernel/contract'
import { type Condition, type ConditionKinds, conditionWords, evaluate, shapeOf } from './condition.ts'
import type { NameOf } from './condition-kind.ts'
import type { Facts } from './fact.ts'

/** Each clause with its answer for one member: where a tree is false, its false parts say why. */
export interface Explanation {
  readonly join: 'all' | 'any' | 'not' | null
  readonly holds: boolean
  readonly words: string
  readonly parts: readonly Explanation[]
}

export function explain(condition: Condition, facts: Facts, kinds: ConditionKinds, locale: Locale, name?: NameOf): Explanation {
  const shape = shapeOf(condition)
  return {
    join: shape.join,
    holds: evaluate(condition, facts, kinds),
    words: conditionWords(condition, kinds, locale, name),
    parts: shape.join === null ? [] : shape.parts.map(([, part]) => explain(part, facts, kinds, locale, name)),
  }
}
