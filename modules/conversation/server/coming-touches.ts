import type { Ctx } from '@grove/kernel/server'
import { sendSource } from '../contract/index.ts'
import { type ComingTouch, type DueTouch, targetKey } from '../domain/touch-limits.ts'
import { originOf } from './hold-origin.ts'
import { readLimits } from './store-content.ts'
import { laterTouches } from './touch-ledger.ts'

type Target = Pick<DueTouch, 'communityId' | 'memberId' | 'priority'>

/**
 * What is on its way to these targets before a moment and goes before the touches given: what waits as a send already, and what runs of
 * playbooks will send by the clock. By target.
 */
export async function comingTouches(
  ctx: Ctx,
  touches: readonly Target[],
  { until, except }: { readonly until: Date; readonly except: readonly number[] },
): Promise<Map<string, ComingTouch[]>> {
  const coming = new Map<string, ComingTouch[]>()
  if (touches.length === 0) return coming
  const add = (key: string, one: ComingTouch) => {
    const known = coming.get(key)
    if (known) known.push(one)
    else coming.set(key, [one])
  }
  const waiting = await laterTouches(ctx, touches, { until, except })
  const limits = await readLimits(
    ctx,
    [...new Set(waiting.map((one) => one.limitId))].filter((id) => id > 0),
  )
  for (const { key, limitId, ...one } of waiting) add(key, { ...one, limits: limits.get(limitId) ?? null, planned: true })
  const communityIds = [...new Set(touches.flatMap((one) => (one.memberId === 0 ? [one.communityId] : [])))]
  const memberIds = [...new Set(touches.flatMap((one) => (one.memberId === 0 ? [] : [one.memberId])))]
  const above = touches.reduce((least, one) => Math.min(least, one.priority), Infinity)
  const ahead = (await originOf(ctx)?.ahead(ctx, { communityIds, memberIds, until, above })) ?? []
  for (const { communityId, memberId, runId, ...one } of ahead)
    add(targetKey({ communityId, memberId }), { ...one, planned: false, origin: { source: sendSource.playbook, runId } })
  return coming
}
