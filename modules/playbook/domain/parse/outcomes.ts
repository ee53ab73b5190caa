import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import type { Step } from '../../contract/index.ts'

/** True when a person has to do the step, or press send. */
export function needsPerson(step: Step, kinds: PlaybookKinds): boolean {
  return step.who !== 'system' || step.confirm || (kinds.actions.get(step.do.kind)?.needsPerson(step.do) ?? false)
}

/** Outcomes that steps may hang on with `after: { step, outcome }`. */
export function outcomesOf(step: Step, kinds: PlaybookKinds): readonly string[] {
  const kind = kinds.actions.get(step.do.kind)
  const own = kind?.outcomes(step.do) ?? []
  const people = needsPerson(step, kinds) ? ['done', 'declined', 'expired', ...(step.fallback ? ['fallback'] : [])] : []
  return [...new Set([...own, ...people, ...(kind?.outward ? ['expired'] : [])])]
}
