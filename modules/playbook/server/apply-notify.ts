import type { Ctx } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import { notifyStaff } from '@grove/task/server'
import type { RunBatch } from './run-batch.ts'

/** Rings the bell of those who hold the post in the community. */
export async function applyNotify(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  await notifyStaff(
    ctx,
    batches.map((batch) => {
      const params = batch.action as unknown as { text: Text; role?: string }
      return {
        post: params.role ?? 'owner',
        communityId: batch.communityId,
        title: { text: textIn(params.text, ctx.locale) },
        href: `/communities/${batch.communityId}`,
        dedupe: `run:${batch.runId}:${batch.stepId}:${batch.occurrence}:${batch.memberIds?.join(',') ?? ''}`.slice(0, 200),
      }
    }),
  )
}
