import type { Ctx } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import type { PlaybookContent } from '../contract/index.ts'
import { applySends } from './apply-send.ts'
import type { RunBatch } from './run-batch.ts'
import { targetCommunities } from './target-communities.ts'

/** An invitation is a send: the words of the step and a card that opens the other community's join page. */
export async function applyInvite(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  const targets = await targetCommunities(ctx, batches)
  await applySends(
    ctx,
    batches.flatMap((batch) => {
      const target = targets.get(batch)
      if (!target) return []
      const words = batch.action['text'] as Text | undefined
      const content: PlaybookContent = {
        ...(words && { text: textIn(words, ctx.locale) }),
        link: {
          url: `${ctx.app.config.baseUrl}/m/${target.workspaceKey}/c/${target.publicCode}?scene=invite&source=run-${batch.runId}`,
          title: target.name,
        },
      }
      return [{ ...batch, action: { kind: 'send', ...content } }]
    }),
  )
}
