import { changeState, transferMembers } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import type { RunBatch } from './run-batch.ts'
import sql from 'sql-template-tag'
import { targetCommunities } from './target-communities.ts'

/** Members (or, for a step of the group, everybody in it) go on to the community a run parameter names. */
export async function applyTransfer(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  const targets = await targetCommunities(ctx, batches)
  for (const [batch, target] of targets) {
    await transferMembers(ctx, { id: batch.communityId, toCommunityId: target.id, ...(batch.memberIds && { memberIds: batch.memberIds }) })
  }
}

/** The community goes into closing; its own rules end it from there. */
export async function applyClose(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  for (const batch of batches) {
    if (await isClosing(ctx, batch.communityId)) continue
    const reason = batch.action['reason'] as Text | undefined
    await changeState(ctx, {
      id: batch.communityId,
      to: 'closing',
      reason: reason ? textIn(reason, ctx.locale) : textIn(batch.title, ctx.locale),
    })
  }
}

/** The end may have come by the clock before the step. */
async function isClosing(ctx: Ctx, communityId: number): Promise<boolean> {
  const row = await ctx.db.maybe<{ over: boolean }>(sql`
    select state in ('closing', 'dissolved', 'transferred') as over from community
    where workspace_id = ${ctx.workspaceId} and id = ${communityId}`)
  return row?.over ?? true
}
