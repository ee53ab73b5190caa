import {
  type Condition,
  type ConditionKind,
  conditionKindMap,
  conditionWords,
  type Question,
  questionsOf,
  shapeOf,
} from '@grove/condition-kit/contract'
import type { Translator } from '@grove/i18n'
import type { Locale } from '@grove/kernel/contract'
import { memberConditions } from '@grove/member/contract'
import { productConditions } from '@grove/product/contract'
import { standingConditions } from '../../contract/index.ts'

/** Kinds of questions that rules are written with here; others can still be written as text. */
export const ruleKinds = conditionKindMap([...memberConditions, ...productConditions, ...standingConditions] as readonly ConditionKind[])

/** A rule's condition as this reader reads it; `told` where it asks for kinds that are not known here. */
export function ruleWords(condition: unknown, told: string, t: Translator, locale: Locale): string {
  const asked = condition as Condition
  if (!questionsOf(asked).every((question) => ruleKinds.has(question.kind))) return told
  return conditionWords(asked, ruleKinds, locale, ({ what, key }) => {
    const word = `standing.event.${key}`
    return what === 'event' && t.has(word) ? t(word) : undefined
  })
}

/** A condition that fits the form: questions joined once, each as it is or turned round. */
export interface FlatRule {
  readonly join: 'all' | 'any'
  readonly parts: readonly { readonly not: boolean; readonly question: Question }[]
}

export function flatOf(condition: unknown): FlatRule | null {
  if (typeof condition !== 'object' || condition === null) return { join: 'all', parts: [] }
  const shape = shapeOf(condition as Condition)
  if (shape.join === null || shape.join === 'not') {
    const one = partOf(condition as Condition)
    return one ? { join: 'all', parts: [one] } : null
  }
  const parts = shape.parts.map(([, part]) => partOf(part))
  return parts.every((part) => part !== null) ? { join: shape.join, parts } : null
}

function partOf(condition: Condition): FlatRule['parts'][number] | null {
  const shape = shapeOf(condition)
  if (shape.join === null) return ruleKinds.has(shape.question.kind) ? { not: false, question: shape.question } : null
  const [only] = shape.parts
  if (shape.join !== 'not' || !only) return null
  const inner = shapeOf(only[1])
  return inner.join === null && ruleKinds.has(inner.question.kind) ? { not: true, question: inner.question } : null
}

export function conditionOf({ join, parts }: FlatRule): Condition {
  const list = parts.map(({ not, question }): Condition => (not ? { not: question } : question))
  return list.length === 1 && list[0] ? list[0] : join === 'all' ? { all: list } : { any: list }
}
