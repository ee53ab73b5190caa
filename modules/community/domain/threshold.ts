import {
  type Condition,
  type ConditionKinds,
  type Explanation,
  evaluate,
  explain,
  type Facts,
  type NameOf,
} from '@grove/condition-kit/contract'
import { type Askable, askedBy, conditionsOf, type Requirement, type Threshold } from '../contract/index.ts'

/** What is known of the person at the door. */
export interface EntryFacts {
  /** A code that is valid for this community was shown. */
  readonly invited: boolean
  readonly approved: boolean
  /** Answers to what the conditions ask. */
  readonly known: Facts
}

/** Requirements not met; empty when the person may enter. With `any`, one that is met is enough. */
export function unmet(threshold: Threshold, facts: EntryFacts, kinds: ConditionKinds): Requirement[] {
  const missing = threshold.requirements.filter((requirement) => !met(requirement, facts, kinds))
  if (threshold.mode === 'any' && missing.length < threshold.requirements.length) return []
  return missing
}

/** True when only an approval is missing: the person may apply. */
export function mayApply(threshold: Threshold, facts: EntryFacts, kinds: ConditionKinds): boolean {
  return threshold.requirements.some(isApplication) && unmet(threshold, { ...facts, approved: true }, kinds).length === 0
}

export function isApplication(requirement: Requirement): requirement is Extract<Requirement, { kind: 'application' }> {
  return requirement.kind === 'application'
}

/** Fields the joining page has to ask for: those of conditions, and those the operator wants. */
export function fieldsToAsk(threshold: Threshold): Askable[] {
  return [...new Set([...conditionsOf(threshold).flatMap(askedBy), ...threshold.ask])]
}

/** True when even a code, an approval and any answer would not help: a condition on what nobody can type here fails. */
export function isClosedTo(threshold: Threshold, facts: EntryFacts, kinds: ConditionKinds): boolean {
  const fixed = threshold.requirements.filter((one) => one.kind === 'condition' && askedBy(one.condition).length === 0)
  if (threshold.mode === 'any' && fixed.length < threshold.requirements.length) return false
  return unmet({ ...threshold, requirements: fixed }, facts, kinds).length > 0
}

/** The clauses of a condition that keep this person out, in words: the failing parts of its outer `all`, else the whole. */
export function failingWords(condition: Condition, facts: Facts, kinds: ConditionKinds, locale: 'zh' | 'en', name: NameOf): string {
  const failing = (of: Explanation): readonly string[] => (of.holds ? [] : of.join === 'all' ? of.parts.flatMap(failing) : [of.words])
  return failing(explain(condition, facts, kinds, locale, name)).join(locale === 'zh' ? '；' : '; ')
}

function met(requirement: Requirement, facts: EntryFacts, kinds: ConditionKinds): boolean {
  switch (requirement.kind) {
    case 'invitation':
      return facts.invited
    case 'application':
      return facts.approved
    case 'condition':
      return evaluate(requirement.condition, facts.known, kinds)
  }
}
