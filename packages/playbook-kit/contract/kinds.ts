import { type ConditionKind, type ConditionKinds, conditionKindMap } from '@grove/condition-kit/contract'
import type { ActionKind } from './action-kind.ts'
import type { TriggerKind } from './trigger-kind.ts'
import type { VariableKind } from './variable-kind.ts'

/** All the words a playbook may use, by kind. */
export interface PlaybookKinds {
  readonly actions: ReadonlyMap<string, ActionKind>
  readonly triggers: ReadonlyMap<string, TriggerKind>
  readonly conditions: ConditionKinds
  readonly variables: readonly VariableKind[]
}

export interface KindList {
  readonly actions?: readonly ActionKind[]
  readonly triggers?: readonly TriggerKind[]
  readonly conditions?: readonly ConditionKind[]
  readonly variables?: readonly VariableKind[]
}

/** Joins what the language brings and what modules add. @throws Error when a kind is registered twice. */
export function playbookKinds(...lists: readonly KindList[]): PlaybookKinds {
  return {
    actions: byKind(
      'action',
      lists.flatMap((list) => list.actions ?? []),
    ),
    triggers: byKind(
      'trigger',
      lists.flatMap((list) => list.triggers ?? []),
    ),
    conditions: conditionKindMap(lists.flatMap((list) => list.conditions ?? [])),
    variables: lists.flatMap((list) => list.variables ?? []),
  }
}

function byKind<T extends { readonly kind: string }>(what: string, values: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const value of values) {
    if (map.has(value.kind)) throw new Error(`two modules register the playbook ${what} "${value.kind}"`)
    map.set(value.kind, value)
  }
  return map
}
