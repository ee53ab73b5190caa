import type { TouchLimits } from '@grove/conversation/contract'
import type { Action } from '@grove/playbook-kit/contract'
import type { ActionBatch } from '@grove/playbook-kit/server'
import type { StoredRun } from './store-run.ts'

/** A batch as the runner makes it: with the run it belongs to and what its sends may do. */
export interface RunBatch extends ActionBatch {
  readonly run: StoredRun
  readonly limits: TouchLimits | null
  readonly exemptFromCaps: boolean
  /** Of the playbook, for its sends: higher goes first. */
  readonly priority: number
}

/** Everything decided in one transaction; grouped so that each kind of action is applied once. */
export function byKind(batches: readonly RunBatch[]): ReadonlyMap<string, RunBatch[]> {
  const groups = new Map<string, RunBatch[]>()
  for (const batch of batches) {
    const group = groups.get(batch.action.kind)
    if (group) group.push(batch)
    else groups.set(batch.action.kind, [batch])
  }
  return groups
}

/** `{param.*}` filled with the run's own values, wherever a text stands; other variables wait for the delivery. */
export function fillParams(action: Action, params: Readonly<Record<string, string | number>>): Action {
  return fill(action, params) as Action
}

function fill(value: unknown, params: Readonly<Record<string, string | number>>): unknown {
  if (typeof value === 'string') {
    if (!value.includes('{param.')) return value
    return value.replace(/\{param\.([a-zA-Z]\w*)(?:\|([^{}]*))?\}/g, (whole, key: string, fallback?: string) =>
      String(params[key] ?? fallback ?? whole),
    )
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, params))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, params)]))
}
