import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { communityErrors, communityUpdated, type updateCommunity as updateRoute } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { refuseDates } from './create-community.ts'
import { checkThreshold } from './conditions.ts'
import { nextMoveAt } from './life-times.ts'
import { lockCommunity, saveCommunity } from './store-community.ts'

/**
 * Changes what is given. Answers 0 when it was so already.
 * @throws community.not_found community.state_forbids community.capacity_below_members community.lifetime_exceeded community.closes_in_past, and what a condition is
 * refused for (segment.bad_condition segment.unknown_thing …)
 */
export async function updateCommunity(ctx: Ctx, input: InputOf<typeof updateRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await lockCommunity(ctx, input.id)
    if (!before) throw communityErrors.not_found()
    if (!can(before.state, 'edit')) throw communityErrors.state_forbids({ state: before.state, action: 'edit' })
    const { id: _id, ...given } = input
    const fields = Object.entries(given).flatMap(([name, value]) =>
      value === undefined || same(before[name as keyof typeof given], value) ? [] : [name],
    )
    if (fields.length === 0) return { changed: 0 }
    const changes = Object.fromEntries(fields.map((field) => [field, given[field as keyof typeof given]]))
    const after = { ...before, ...changes }
    if (after.capacity < before.headcount) throw communityErrors.capacity_below_members({ members: before.headcount })
    if (fields.includes('threshold')) await checkThreshold(ctx, after.threshold)
    if (fields.includes('closesAt') || fields.includes('opensAt')) refuseDates(ctx, before.type, after)
    await saveCommunity(ctx, after, nextMoveAt(after))
    await emit(ctx, [{ kind: communityUpdated, communityId: before.id, data: { fields } }])
    await audit(ctx, {
      verb: 'community.update',
      target: { kind: 'community', id: before.id },
      before: Object.fromEntries(fields.map((field) => [field, before[field as keyof typeof before]])),
      after: changes,
    })
    ctx.afterCommit(() => ctx.app.signals.wake('community.moves'))
    return { changed: 1 }
  })
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

/** jsonb does not keep the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
