import { type App, extensionPoint } from '@grove/kernel/server'
import { type ConditionKind, type ConditionKinds, conditionKindMap } from '../contract/index.ts'
import type { ConditionCompiler } from './condition-compiler.ts'
import type { ConditionLookup } from './condition-lookup.ts'
import type { FactLoader } from './fact-loader.ts'

export const conditionKinds = extensionPoint<ConditionKind>('condition.kind')
export const factLoaders = extensionPoint<FactLoader>('condition.facts')
export const conditionCompilers = extensionPoint<ConditionCompiler>('condition.compiler')
export const conditionLookups = extensionPoint<ConditionLookup>('condition.lookup')

const made = new WeakMap<App, ConditionKinds>()

/** All kinds that this installation knows; made once a process. */
export function conditionKindsOf(app: App): ConditionKinds {
  const known = made.get(app) ?? conditionKindMap(app.registry.all(conditionKinds))
  made.set(app, known)
  return known
}
