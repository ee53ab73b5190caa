import type { AttributeValue } from '@grove/member/contract'
import type { Askable, Requirement, Threshold } from '../contract/index.ts'

/** What is known of the person at the door. */
export interface EntryFacts {
  /** A code that is valid for this community was shown. */
  readonly invited: boolean
  readonly approved: boolean
  readonly fields: Readonly<Partial<Record<Askable, string | null>>>
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly stage: number
  readonly tags: readonly string[]
}

/** Requirements not met; empty when the person may enter. With `any`, one that is met is enough. */
export function unmet(threshold: Threshold, facts: EntryFacts): Requirement[] {
  const missing = threshold.requirements.filter((requirement) => !met(requirement, facts))
  if (threshold.mode === 'any' && missing.length < threshold.requirements.length) return []
  return missing
}

/** True when only an approval is missing: the person may apply. */
export function mayApply(threshold: Threshold, facts: EntryFacts): boolean {
  return threshold.requirements.some(isApplication) && unmet(threshold, { ...facts, approved: true }).length === 0
}

export function isApplication(requirement: Requirement): requirement is Extract<Requirement, { kind: 'application' }> {
  return requirement.kind === 'application'
}

/** Fields the joining page has to ask for: those of conditions, and those the operator wants. */
export function fieldsToAsk(threshold: Threshold): Askable[] {
  const needed = threshold.requirements.flatMap((requirement) =>
    requirement.kind === 'profile' && !requirement.field.startsWith('attribute:') ? [requirement.field as Askable] : [],
  )
  return [...new Set([...needed, ...threshold.ask])]
}

function met(requirement: Requirement, facts: EntryFacts): boolean {
  switch (requirement.kind) {
    case 'invitation':
      return facts.invited
    case 'application':
      return facts.approved
    case 'stage':
      return facts.stage >= requirement.atLeast
    case 'tag':
      return facts.tags.includes(requirement.tag)
    case 'profile':
      return profileMet(requirement, facts)
  }
}

function profileMet(requirement: Extract<Requirement, { kind: 'profile' }>, facts: EntryFacts): boolean {
  const { field } = requirement
  const raw = field.startsWith('attribute:') ? facts.attributes[field.slice('attribute:'.length)] : facts.fields[field as Askable]
  const value = plain(raw)
  const wanted = requirement.values.map(plain).filter((one) => one !== '')
  switch (requirement.op) {
    case 'filled':
      return value !== ''
    case 'is':
      return wanted[0] !== undefined && value === wanted[0]
    case 'oneOf':
      return wanted.includes(value)
    case 'not':
      return value !== '' && !wanted.includes(value)
    case 'contains':
      return wanted.some((one) => value.includes(one))
  }
}

function plain(value: AttributeValue | undefined): string {
  return value === null || value === undefined ? '' : String(value).normalize('NFKC').trim().toLowerCase()
}
