import type { Role } from '@grove/kernel/contract'
import type { Scope } from '../contract/index.ts'

/** Which roles hold a right unless the workspace says otherwise. */
export type StandardRights = ReadonlyMap<string, readonly Role[]>

/** What the workspace says otherwise. */
export interface RightOverride {
  readonly role: Role
  readonly right: string
  readonly granted: boolean
}

/** Rights a role holds. The head always holds every right: somebody must be able to put things in order. */
export function rightsOf(role: Role, standard: StandardRights, overrides: readonly RightOverride[]): Set<string> {
  if (role === 'head') return new Set(standard.keys())
  const said = new Map(overrides.filter((one) => one.role === role).map((one) => [one.right, one.granted]))
  return new Set([...standard].filter(([right, roles]) => said.get(right) ?? roles.includes(role)).map(([right]) => right))
}

/** What a role sees when nobody says more: owners and sales their own groups, the others everything. */
export function usualScope(role: Role): Scope {
  return role === 'owner' || role === 'sales' ? { kind: 'own' } : { kind: 'all' }
}
