import type { Extension } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import { type ActionApplier, actionAppliers, actionKinds } from '@grove/playbook-kit/server'
import { giveRewardAction, rewardErrors } from '../contract/index.ts'
import { issueRewards } from './issue-rewards.ts'
import { findRewardsByKey } from './store.ts'

/** A step gives each member one piece for each occurrence, however often the batch comes; who comes after the last piece gets none. */
const applier: ActionApplier = {
  kind: giveRewardAction.kind,
  apply: async (ctx, batches) => {
    const keys = [...new Set(batches.map(({ action }) => String(action['reward'])))]
    const rewards = new Map((await findRewardsByKey(ctx, keys)).map((one) => [one.key, one.id]))
    const unknown = keys.find((key) => !rewards.has(key))
    if (unknown) throw rewardErrors.unknown_reward({ reward: unknown })
    await issueRewards(
      ctx,
      batches.flatMap(({ action, title, memberIds, communityId, runId, stepId, occurrence }) =>
        (memberIds ?? []).map((memberId) => ({
          rewardId: rewards.get(String(action['reward'])) ?? 0,
          memberId,
          communityId,
          why: textIn((action['text'] as Text | undefined) ?? title, ctx.locale),
          key: `playbook:${runId}:${stepId}:${occurrence}:${memberId}`,
        })),
      ),
    )
  },
}

export const playbookParts: readonly Extension[] = [actionKinds.of(giveRewardAction), actionAppliers.of(applier)]
