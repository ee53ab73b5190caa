import { type Condition, factsOf, isMemberFact, type Question, shapeOf } from '@grove/condition-kit/contract'
import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import type { Definition } from '../../contract/index.ts'
import { nearest } from './nearest.ts'
import type { Complaint, Path } from './problem.ts'

export interface Place {
  readonly definition: Definition
  readonly kinds: PlaybookKinds
  /** On behalf of the group as a whole: no member is meant. */
  readonly group: boolean
}

/** Questions that ask nothing, ask about a member where there is none, or name a step that is not there. */
export function conditionComplaints(condition: Condition, path: Path, place: Place): readonly Complaint[] {
  const shape = shapeOf(condition)
  if (shape.join !== null) return shape.parts.flatMap(([key, part]) => conditionComplaints(part, [...path, ...key], place))
  const { question } = shape
  const facts = factsOf(question, place.kinds.conditions)
  const complaints: Complaint[] = []
  if (place.group && facts.some(isMemberFact)) {
    complaints.push({ path, code: 'member_condition_on_group', data: { found: question.kind } })
  }
  const kind = place.kinds.conditions.get(question.kind)
  if (kind?.empty?.(question)) {
    const hint = ['exists', 'atLeast'].find((param) => kind.form.some((field) => field.param === param))
    complaints.push({
      path,
      code: 'condition_without_test',
      data: { found: question.kind },
      ...(hint ? { hint: hint === 'exists' ? 'exists: true' : 'atLeast: 1' } : {}),
    })
  }
  if (question.kind === 'variant') complaints.push(...variant(question, path, place.definition))
  return complaints
}

function variant(question: Question, path: Path, definition: Definition): readonly Complaint[] {
  const asked = String(question['step'])
  const step = definition.steps.find((one) => one.id === asked)
  const names = definition.steps.filter((one) => one.variants).map((one) => one.id)
  if (!step?.variants) return [{ path: [...path, 'step'], code: 'unknown_step', data: { found: asked }, hint: nearest(asked, names) }]
  const arms = step.variants.map((one) => one.id)
  const arm = String(question['is'])
  if (arms.includes(arm)) return []
  return [
    { path: [...path, 'is'], code: 'not_one_of', data: { found: arm, allowed: arms.join(', ') }, hint: nearest(arm, arms) ?? arms[0] },
  ]
}
