import { type Facts, factsOf, testerOf } from '@grove/condition-kit/contract'
import { conditionKindsOf } from '@grove/condition-kit/server'
import type { App, Ctx } from '@grove/kernel/server'
import { conditionsOf } from './store.ts'

/** A live segment's condition, ready to be asked. */
export interface Tester {
  readonly version: number
  /** Kinds of events after which an answer may differ. */
  readonly events: readonly string[]
  readonly facts: readonly string[]
  readonly holds: (facts: Facts) => boolean
}

/** Segments remembered by a process, of all workspaces. */
const MOST = 5000
const remembered = new WeakMap<App, Map<string, Tester>>()

/**
 * Conditions are read and taken apart once for each version: a version grows with every change of its condition. Only what the caller's
 * statement has shown to be in force (under the gate) is asked for, so a remembered one is never a late one.
 */
export async function testersOf(
  ctx: Ctx,
  segments: readonly { readonly id: number; readonly version: number }[],
): Promise<ReadonlyMap<number, Tester>> {
  const known = remembered.get(ctx.app) ?? new Map<string, Tester>()
  remembered.set(ctx.app, known)
  const keyOf = (id: number) => `${ctx.workspaceId}/${id}`
  const found = new Map<number, Tester>()
  for (const { id, version } of segments) {
    const tester = known.get(keyOf(id))
    if (tester?.version === version) found.set(id, tester)
  }
  const missing = segments.filter(({ id }) => !found.has(id))
  if (missing.length === 0) return found
  const kinds = conditionKindsOf(ctx.app)
  const rows = await conditionsOf(
    ctx,
    missing.map(({ id }) => id),
  )
  if (known.size + rows.length > MOST) known.clear()
  for (const { id, version, condition, events } of rows) {
    const tester: Tester = { version, events, facts: factsOf(condition, kinds), holds: testerOf(condition, kinds) }
    found.set(id, tester)
    if (known.size < MOST) known.set(keyOf(id), tester)
  }
  return found
}
