import { type Condition, evaluate, factsOf } from '@grove/condition-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Audience } from '../contract/index.ts'
import type { RunAtWork } from './at-work.ts'
import { loadFacts } from './load-facts.ts'

/** Members whose facts are loaded at once: bounds the memory whatever the size of the group. */
const SLICE = 5000

/** Whom an act of the group's own track reaches: null is the group as a whole. */
export async function resolveAudience(ctx: Ctx, atWork: RunAtWork, audience: Audience): Promise<readonly number[] | null> {
  if (audience === 'group' || audience === 'member') return null
  const { communityId } = atWork.stored
  if (audience === 'each') return membersOf(ctx, communityId, ['member', 'duty', 'kol'])
  if ('role' in audience) return audience.role === 'duty' ? membersOf(ctx, communityId, ['duty', 'kol']) : null
  const everybody = await membersOf(ctx, communityId, ['member', 'duty', 'kol'])
  const slices = Array.from({ length: Math.ceil(everybody.length / SLICE) }, (_, index) =>
    everybody.slice(index * SLICE, (index + 1) * SLICE),
  )
  const chosen: number[] = []
  for (const slice of slices) chosen.push(...(await meeting(ctx, atWork, audience.where, slice)))
  return chosen
}

async function meeting(ctx: Ctx, atWork: RunAtWork, condition: Condition, memberIds: readonly number[]): Promise<number[]> {
  const { conditions } = atWork.plan.kinds
  const facts = await loadFacts(ctx, atWork, memberIds, factsOf(condition, conditions))
  return memberIds.filter((id) => evaluate(condition, facts.get(id) ?? {}, conditions))
}

async function membersOf(ctx: Ctx, communityId: number, roles: readonly string[]): Promise<number[]> {
  const { ids } = await ctx.db.one<{ ids: number[] }>(sql`
    select coalesce(array_agg(member_id order by member_id), '{}')::bigint[] as ids from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and state = 'active' and role = any(${roles}::text[])`)
  return ids
}
