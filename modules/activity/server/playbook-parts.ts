import type { Extension } from '@grove/kernel/server'
import { type ActionApplier, actionAppliers, actionKinds, triggerKinds } from '@grove/playbook-kit/server'
import { activityJoinedTrigger, startActivityAction } from '../contract/index.ts'
import { planActivities } from './plan-activity.ts'

/** One activity for each occurrence of the step in each group, however often the batch comes. */
const applier: ActionApplier = {
  kind: startActivityAction.kind,
  apply: async (ctx, batches) => {
    const groups = new Map<string, typeof batches>()
    for (const batch of batches) {
      const key = JSON.stringify([batch.action['script'], batch.action['rounds'] ?? null])
      groups.set(key, [...(groups.get(key) ?? []), batch])
    }
    for (const batch of groups.values()) {
      const [first] = batch
      const rounds = Number(first?.action['rounds']) || undefined
      await planActivities(
        ctx,
        String(first?.action['script']),
        batch.map(({ action, communityId, runId, stepId, occurrence, dueAt }) => ({
          communityId,
          runId,
          startsAt: new Date(Math.max(dueAt.getTime(), ctx.clock.now().getTime()) + Number(action['inMinutes'] ?? 0) * 60_000),
          key: `playbook:${runId}:${stepId}:${occurrence}:${communityId}`,
        })),
        rounds ? { rounds } : {},
      )
    }
  },
}

export const playbookParts: readonly Extension[] = [
  actionKinds.of(startActivityAction),
  actionAppliers.of(applier),
  triggerKinds.of(activityJoinedTrigger),
]
