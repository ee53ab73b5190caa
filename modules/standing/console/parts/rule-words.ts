import { type Condition, type ConditionKind, conditionKindMap, conditionWords, questionsOf } from '@grove/condition-kit/contract'
import type { Translator } from '@grove/i18n'
import type { Locale } from '@grove/kernel/contract'
import { memberConditions } from '@grove/member/contract'
import { productConditions } from '@grove/product/contract'
import { standingConditions } from '../../contract/index.ts'

/** Kinds of questions whose words are known here; of others the server tells them. */
const ruleKinds = conditionKindMap([...memberConditions, ...productConditions, ...standingConditions] as readonly ConditionKind[])

/** A rule's condition as this reader reads it; `told` where it asks for kinds that are not known here. */
export function ruleWords(condition: unknown, told: string, t: Translator, locale: Locale): string {
  const asked = condition as Condition
  if (!questionsOf(asked).every((question) => ruleKinds.has(question.kind))) return told
  return conditionWords(asked, ruleKinds, locale, ({ what, key }) => {
    const word = `standing.event.${key}`
    return what === 'event' && t.has(word) ? t(word) : undefined
  })
}
