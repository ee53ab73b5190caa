import { type Condition, factsOf, isMemberFact, type PlaybookKinds, type Question } from '@grove/playbook-kit/contract'
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
  const parts = nested(condition)
  if (parts) return parts.flatMap(([key, part]) => conditionComplaints(part, [...path, ...key], place))
  const question = condition as Question
  const facts = factsOf(question, place.kinds.conditions)
  const complaints: Complaint[] = []
  if (place.group && facts.some(isMemberFact)) {
    complaints.push({ path, code: 'member_condition_on_group', data: { found: question.kind } })
  }
  if (RANGED.has(question.kind) && Object.keys(question).every((key) => !TESTS.has(key))) {
    complaints.push({
      path,
      code: 'condition_without_test',
      data: { found: question.kind },
      hint: question.kind === 'attribute' ? 'exists: true' : 'atLeast: 1',
    })
  }
  if (question.kind === 'variant') complaints.push(...variant(question, path, place.definition))
  return complaints
}

const RANGED = new Set(['attribute', 'events', 'joined', 'members', 'stage'])
const TESTS = new Set(['is', 'not', 'in', 'above', 'below', 'exists', 'atLeast', 'atMost'])

function nested(condition: Condition): readonly (readonly [Path, Condition])[] | undefined {
  const { all, any, not } = condition as { all?: unknown; any?: unknown; not?: unknown }
  const list = (key: string, parts: readonly Condition[]) => parts.map((part, index) => [[key, index], part] as const)
  if (Array.isArray(all)) return list('all', all as Condition[])
  if (Array.isArray(any)) return list('any', any as Condition[])
  return typeof not === 'object' && not !== null ? [[['not'], not as Condition]] : undefined
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
