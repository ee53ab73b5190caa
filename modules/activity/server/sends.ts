import type { SendPlan } from '@grove/conversation/server'
import type { SendContent } from '@grove/conversation/contract'
import type { StoredActivity } from './store.ts'

/** Which post of an activity a send is; part of its key, so none is ever doubled. */
export const STEP = { announce: 1, preheat: 2, card: 3, reveal: 4, winners: 5, followUp: 6 } as const

/** What leaves in the course of an activity: exempt from caps while it runs, as people wait for it; the words around it are like any other. */
export function sendOf(
  activity: Pick<StoredActivity, 'id' | 'communityId'>,
  step: keyof typeof STEP,
  round: number,
  content: SendContent,
  notBefore: Date,
  goodForMs: number,
): SendPlan {
  return {
    source: 'activity',
    runId: activity.id,
    stepId: STEP[step],
    occurrence: round,
    communityId: activity.communityId,
    to: 'group',
    content,
    notBefore,
    expiresAt: new Date(notBefore.getTime() + goodForMs),
    priority: 1,
    exempt: step !== 'announce' && step !== 'followUp',
  }
}
