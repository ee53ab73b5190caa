import { GroveError } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { moveStage, setAttribute, tagMembers, untagMembers } from '@grove/member/server'
import type { RunBatch } from './run-batch.ts'

// Each batch is one set-based change; the number of batches is the number of steps that fell due, not of members.

export async function applyTag(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  for (const { memberIds, action } of batches)
    if (memberIds) await tagMembers(ctx, { memberIds: [...memberIds], tag: String(action['tag']) })
}

export async function applyUntag(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  for (const { memberIds, action } of batches) {
    if (!memberIds) continue
    await untagMembers(ctx, { memberIds: [...memberIds], tag: String(action['tag']) }).catch(ignoreMissingTag)
  }
}

export async function applyAttribute(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  for (const { memberIds, action } of batches) {
    if (!memberIds) continue
    await setAttribute(ctx, {
      memberIds: [...memberIds],
      key: String(action['key']),
      value: (action['value'] ?? null) as string | number | boolean | null,
    }).catch((error: unknown) => leaveUnfit(ctx, error))
  }
}

export async function applyStage(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  for (const { memberIds, action, runId, stepId } of batches) {
    if (!memberIds) continue
    const onlyUp = action['backwards'] !== true
    await moveStage(ctx, { memberIds: [...memberIds], stage: Number(action['stage']), onlyUp, cause: { by: 'playbook', runId, stepId } })
  }
}

// The field was changed after the playbook was written: members keep what they have, the others go on.
function leaveUnfit(ctx: Ctx, error: unknown): void {
  if (!(error instanceof GroveError) || !error.code.startsWith('member.field_')) throw error
  ctx.app.log.warn({ code: error.code, workspace: ctx.workspaceId }, 'a step sets a value that its field does not take')
}

// Nobody carries a tag that does not exist: nothing to take away.
function ignoreMissingTag(error: unknown): void {
  if (!(error instanceof GroveError) || error.code !== 'member.tag_not_found') throw error
}
