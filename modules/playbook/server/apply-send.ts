import { planSends, type SendPlan } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import { contentParts, type PlaybookContent } from '../contract/index.ts'
import type { RunBatch } from './run-batch.ts'

/** Sends become intents in one statement, whatever the number of steps, communities and members. */
export async function applySends(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  await planSends(
    ctx,
    batches.map((batch) => planOf(ctx, batch)),
  )
}

type SendParams = PlaybookContent & { pin?: boolean; mentionAll?: boolean; fallbacks?: Record<string, Text> }

function planOf(ctx: Ctx, batch: RunBatch): SendPlan {
  const params = batch.action as unknown as SendParams
  const fallbacks = Object.entries(params.fallbacks ?? {}).map(([name, value]) => [name, textIn(value, ctx.locale)])
  return {
    source: 'playbook',
    runId: batch.runId,
    stepId: batch.stepId,
    occurrence: batch.occurrence,
    communityId: batch.communityId,
    to: batch.memberIds ?? 'group',
    content: {
      parts: contentParts(params, ctx.locale),
      ...(params.pin && { pin: true }),
      ...(params.mentionAll && { mentionAll: true }),
      ...(fallbacks.length && { fallbacks: Object.fromEntries(fallbacks) }),
    },
    variant: batch.variant,
    notBefore: batch.dueAt,
    expiresAt: batch.expiresAt,
    exempt: batch.exemptFromCaps,
    priority: batch.priority,
    limits: batch.limits,
    confirm: batch.confirm ? { title: textIn(batch.title, ctx.locale), ...(batch.why && { why: textIn(batch.why, ctx.locale) }) } : null,
  }
}
