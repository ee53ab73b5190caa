import type { Ctx } from '@grove/kernel/server'
import { sendSource } from '../contract/index.ts'
import { type DueTouch, type LaterTouch, targetKey } from '../domain/touch-limits.ts'
import { originOf } from './hold-origin.ts'
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
): Promise<Map<string, LaterTouch[]>> {
  const coming = new Map<string, LaterTouch[]>()
  if (touches.length === 0) return coming
  const add = (key: string, one: LaterTouch) => {
    const known = coming.get(key)
    if (known) known.push(one)
    else coming.set(key, [one])
  }
  for (const { key, ...one } of await laterTouches(ctx, touches, { until, except })) add(key, one)
  const communityIds = [...new Set(touches.flatMap((one) => (one.memberId === 0 ? [one.communityId] : [])))]
  const memberIds = [...new Set(touches.flatMap((one) => (one.memberId === 0 ? [] : [one.memberId])))]
  const above = touches.reduce((least, one) => Math.min(least, one.priority), Infinity)
  const ahead = (await originOf(ctx)?.ahead(ctx, { communityIds, memberIds, until, above })) ?? []
  for (const { communityId, memberId, runId, priority, at } of ahead)
    add(targetKey({ communityId, memberId }), { priority, at, origin: { source: sendSource.playbook, runId } })
  return coming
}
