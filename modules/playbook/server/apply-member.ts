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
    })
  }
}

export async function applyStage(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  for (const { memberIds, action, runId, stepId } of batches) {
    if (!memberIds) continue
    const onlyUp = action['backwards'] !== true
    await moveStage(ctx, { memberIds: [...memberIds], stage: Number(action['stage']), onlyUp, cause: { by: 'playbook', runId, stepId } })
  }
}

// Nobody carries a tag that does not exist: nothing to take away.
function ignoreMissingTag(error: unknown): void {
  if (!(error instanceof GroveError) || error.code !== 'member.tag_not_found') throw error
}
