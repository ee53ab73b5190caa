import { type Condition, usesOf } from '@grove/condition-kit/contract'
import { conditionKindsOf } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { segmentErrors } from '../contract/index.ts'
import { findCycle } from '../domain/find-cycle.ts'
import { liveSegments } from './store.ts'
import { tagRuleEdges } from './store-tag-rule.ts'

/**
 * What a segment hangs on: segments it names, and segments whose tag rules give a tag it names. A circle would move members in and out for
 * ever. @throws segment.circular
 */
export async function requireNoCycle(
  ctx: Ctx,
  next: { readonly segmentId: number; readonly condition?: Condition; readonly tag?: string },
): Promise<void> {
  const kinds = conditionKindsOf(ctx.app)
  const segments = await liveSegments(ctx)
  const rules = await tagRuleEdges(ctx)
  const givers = [...rules, ...(next.tag === undefined ? [] : [{ segmentId: next.segmentId, tag: next.tag }])]
  const hangsOn = (condition: Condition) =>
    usesOf(condition, kinds).flatMap((use) => {
      if (use.what === 'segment') return [Number(use.key)]
      return use.what === 'tag' ? givers.filter((rule) => rule.tag === use.key).map((rule) => rule.segmentId) : []
    })
  const conditions = new Map(segments.map((one): [number, Condition] => [one.id, one.condition]))
  if (next.condition) conditions.set(next.segmentId, next.condition)
  const cycle = findCycle(next.segmentId, new Map([...conditions].map(([id, condition]) => [id, hangsOn(condition)])))
  if (!cycle) return
  const name = (id: number) => segments.find((one) => one.id === id)?.name ?? '…'
  throw segmentErrors.circular({ path: cycle.map(name).join(' → ') })
}
