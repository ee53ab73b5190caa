import type { Ctx } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import { type NewTask, openTasks } from '@grove/task/server'
import type { RunBatch } from './run-batch.ts'

interface AskParams {
  readonly title?: Text
  readonly instructions: Text
  readonly script?: Text
  readonly options?: readonly { readonly id: string; readonly label: Text }[]
}

/** Work for a person: one task for the group, or one for each member it is about. */
export async function applyAsk(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  await openTasks(
    ctx,
    batches.flatMap((batch) => (batch.memberIds ?? [0]).map((memberId) => taskOf(ctx, batch, memberId))),
  )
}

function taskOf(ctx: Ctx, batch: RunBatch, memberId: number): NewTask {
  const params = batch.action as unknown as AskParams
  const say = (text: Text) => textIn(text, ctx.locale)
  return {
    source: 'playbook',
    kind: 'do',
    title: { text: say(params.title ?? batch.title) },
    body: { text: say(params.instructions) },
    script: params.script ? say(params.script) : null,
    why: batch.why ? say(batch.why) : null,
    ...(params.options && { options: params.options.map((option) => ({ outcome: option.id, label: { text: say(option.label) } })) }),
    assignee: { post: batch.who === 'system' ? 'owner' : batch.who },
    runId: batch.runId,
    stepId: batch.stepId,
    occurrence: batch.occurrence,
    communityId: batch.communityId,
    ...(memberId > 0 && { memberId }),
    dueAt: batch.dueAt,
    expiresAt: batch.expiresAt,
  }
}
