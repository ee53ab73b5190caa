import { type Condition, evaluate, type Facts, factsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'

export interface Ask {
  readonly communityId: number
  readonly memberIds: readonly number[]
  readonly conditions: readonly unknown[]
}

/** Whom which condition fits: the facts of all who are asked about are loaded once for each group, however many activities and prizes ask. */
export async function loadFits(
  ctx: Ctx,
  asks: readonly Ask[],
): Promise<(communityId: number, memberId: number, condition: unknown) => boolean> {
  const kinds = conditionKindsOf(ctx.app)
  const known = new Map<number, ReadonlyMap<number, Facts>>()
  const asked = asks.filter((one) => one.conditions.length > 0)
  for (const communityId of new Set(asked.map((one) => one.communityId))) {
    const own = asked.filter((one) => one.communityId === communityId)
    const conditions = own.flatMap((one) => one.conditions as readonly Condition[])
    const memberIds = [...new Set(own.flatMap((one) => one.memberIds))]
    const keys = [...new Set(conditions.flatMap((condition) => factsOf(condition, kinds)))]
    known.set(communityId, await loadFacts(ctx, { communityId, memberIds, keys, runStartAt: null }))
  }
  return (communityId, memberId, condition) => evaluate(condition as Condition, known.get(communityId)?.get(memberId) ?? {}, kinds)
}
