import { extensionPoint, type Registry } from '@grove/kernel/server'
import {
  type ActionKind,
  type ConditionKind,
  type KindList,
  type LintRule,
  type PlaybookKinds,
  playbookKinds,
  type TriggerKind,
  type VariableKind,
} from '../contract/index.ts'
import type { ActionApplier } from './action-applier.ts'
import type { FactLoader } from './fact-loader.ts'

export const actionKinds = extensionPoint<ActionKind>('playbook.action')
export const triggerKinds = extensionPoint<TriggerKind>('playbook.trigger')
export const conditionKinds = extensionPoint<ConditionKind>('playbook.condition')
export const variableKinds = extensionPoint<VariableKind>('playbook.variable')
export const lintRules = extensionPoint<LintRule>('playbook.lint')
export const actionAppliers = extensionPoint<ActionApplier>('playbook.applier')
export const factLoaders = extensionPoint<FactLoader>('playbook.facts')

/** The language's own kinds together with all that modules registered. */
export function kindsOf(registry: Registry, own: KindList): PlaybookKinds {
  return playbookKinds(own, {
    actions: registry.all(actionKinds),
    triggers: registry.all(triggerKinds),
    conditions: registry.all(conditionKinds),
    variables: registry.all(variableKinds),
  })
}
