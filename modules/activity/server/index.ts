import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { scriptsIn } from '../domain/library.ts'
import { answerActivity } from './answer-activity.ts'
import { chatAnswers } from './chat-answers.ts'
import { chatEntries } from './chat-entries.ts'
import { extendRound, revealNow, startNow, stopActivity } from './control.ts'
import { addEntry, listEntries, listPhoneEntries, settleEntry, voteEntry } from './entries.ts'
import { getCockpit, listRunning, lookAtActivity } from './look.ts'
import { activityLoop } from './loop.ts'
import { memberRows } from './member-rows.ts'
import { planActivity } from './plan-activity.ts'
import { playbookParts } from './playbook-parts.ts'
import { getFigures } from './read-figures.ts'
import { listActivities } from './read-list.ts'
import { getProof } from './read-proof.ts'
import { activityOrigin } from './send-origin.ts'
import { settleGuess } from './settle-guess.ts'

export { answerInTurn } from './answer-activity.ts'
export { refreshCards } from './refresh-cards.ts'
export { planActivities } from './plan-activity.ts'

/** Activities in groups: scripts that run by themselves, from the announcement to the figures. */
export const activity = defineModule({
  name: 'activity',
  tier: 3,
  rights: {
    'activity.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'activity.run': ['head', 'operator', 'owner'],
  },
  errors: api.activityErrors,
  events: [...api.activityEvents],
  api: [
    endpoint(api.listScripts, async (ctx) => ({ items: [...scriptsIn(ctx.locale)] })),
    endpoint(api.listActivities, listActivities),
    endpoint(api.planActivity, planActivity),
    endpoint(api.getCockpit, getCockpit),
    endpoint(api.revealNow, revealNow),
    endpoint(api.settleGuess, settleGuess),
    endpoint(api.extendRound, extendRound),
    endpoint(api.startNow, startNow),
    endpoint(api.stopActivity, stopActivity),
    endpoint(api.getFigures, getFigures),
    endpoint(api.listEntries, listEntries),
    endpoint(api.settleEntry, settleEntry),
    endpoint(api.lookAtActivity, lookAtActivity),
    endpoint(api.listRunning, listRunning),
    endpoint(api.answerActivity, answerActivity),
    endpoint(api.listPhoneEntries, listPhoneEntries),
    endpoint(api.addEntry, addEntry),
    endpoint(api.voteEntry, voteEntry),
    endpoint(api.getProof, getProof),
  ],
  readers: [chatAnswers, chatEntries],
  loops: [activityLoop],
  provides: [...playbookParts, memberRows, activityOrigin],
  migrations: new URL('./migrations/', import.meta.url),
})
