import type { FactKey, Facts } from '@grove/condition-kit/contract'
import { loadFacts as loadOwned } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { chanceFacts } from '../domain/index.ts'
import type { RunAtWork } from './at-work.ts'

/** Answers the keys for these members (0: the group itself) of one run, in a fixed number of statements. */
export async function loadFacts(
  ctx: Ctx,
  { stored, plan, run }: RunAtWork,
  memberIds: readonly number[],
  keys: readonly FactKey[],
): Promise<ReadonlyMap<number, Facts>> {
  const known = await loadOwned(ctx, { communityId: stored.communityId, memberIds, keys, runStartAt: stored.startAt })
  return new Map([...known].map(([id, facts]) => [id, { ...facts, ...chanceFacts(plan, run, id, keys) }]))
}
