import { changeState, transferMembers } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'
import type { RunBatch } from './run-batch.ts'
import { targetCommunities } from './target-communities.ts'

/** Members (or, for a step of the group, everybody in it) go on to the community a run parameter names. */
export async function applyTransfer(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  const targets = await targetCommunities(ctx, batches)
  for (const [batch, target] of targets) {
    const memberIds = batch.memberIds ?? (await everybody(ctx, batch.communityId))
    if (memberIds.length)
      await transferMembers(ctx, { fromCommunityId: batch.communityId, toCommunityId: target.id, memberIds: [...memberIds] })
  }
}

async function everybody(ctx: Ctx, communityId: number): Promise<number[]> {
  const { ids } = await ctx.db.one<{ ids: number[] }>(sql`
    select coalesce(array_agg(member_id), '{}')::bigint[] as ids from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and state = 'active' and counted`)
  return ids
}

/** The community goes into closing; its own rules end it from there. */
export async function applyClose(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  for (const batch of batches) {
    const reason = batch.action['reason'] as Text | undefined
    await changeState(ctx, {
      id: batch.communityId,
      to: 'closing',
      reason: reason ? textIn(reason, ctx.locale) : textIn(batch.title, ctx.locale),
    })
  }
}
