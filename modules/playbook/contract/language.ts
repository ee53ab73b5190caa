import { communityConditions } from '@grove/community/contract'
import { memberConditions } from '@grove/member/contract'
import { type KindList, type PlaybookKinds, playbookKinds } from '@grove/playbook-kit/contract'
import { variantCondition } from './condition-variant.ts'
import { coreActions } from './core-actions.ts'
import { coreTriggers } from './core-triggers.ts'
import { coreVariables } from './core-variables.ts'
import { flowActions } from './flow-actions.ts'

/**
 * All the words of the language: its own and what modules registered (`language(registeredKinds(app.registry))`).
 * Make it once a process: contracts are cached by it. @throws Error when a kind is registered twice.
 */
export function language(...added: readonly KindList[]): PlaybookKinds {
  const kinds = playbookKinds(
    { actions: coreActions, triggers: coreTriggers, conditions: [variantCondition], variables: coreVariables },
    ...added,
  )
  const flow = flowActions(kinds.triggers, kinds.conditions)
  return { ...kinds, actions: new Map([...kinds.actions, ...flow.map((kind) => [kind.kind, kind] as const)]) }
}

/** What every installation knows, for screens and tests that have no registry: the language's own words and the questions of the lower modules. */
export const coreLanguage: PlaybookKinds = language({ conditions: [...memberConditions, ...communityConditions] })
