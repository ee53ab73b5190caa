import { conditionKinds } from '@grove/condition-kit/server'
import { extensionPoint, type Registry } from '@grove/kernel/server'
import { type ActionKind, type KindList, type LintRule, type TriggerKind, type VariableKind } from '../contract/index.ts'
import type { ActionApplier } from './action-applier.ts'
import type { SendingAction } from './sending-action.ts'
import type { TouchForecast } from './touch-forecast.ts'

export const actionKinds = extensionPoint<ActionKind>('playbook.action')
export const triggerKinds = extensionPoint<TriggerKind>('playbook.trigger')
export const variableKinds = extensionPoint<VariableKind>('playbook.variable')
export const lintRules = extensionPoint<LintRule>('playbook.lint')
export const actionAppliers = extensionPoint<ActionApplier>('playbook.applier')
export const touchForecasts = extensionPoint<TouchForecast>('playbook.forecast')
export const sendingActions = extensionPoint<SendingAction>('playbook.sending')

/** All the words that modules registered; the playbook module joins them with the language's own. */
export function registeredKinds(registry: Registry): KindList {
  return {
    actions: registry.all(actionKinds),
    triggers: registry.all(triggerKinds),
    conditions: registry.all(conditionKinds),
    variables: registry.all(variableKinds),
  }
}
