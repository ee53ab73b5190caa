import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import {
  activityKind,
  activityRow,
  award,
  cockpitView,
  figures,
  phoneView,
  proof,
  questionSource,
  script,
  shownEntry,
  stage,
  weights,
} from './model.ts'

const one = z.object({ id: idParam })
const onPhone = z.object({ ws: z.string(), code: z.string().max(20) })
const changed = z.object({ changed: z.number() })

export const listScripts = route({
  method: 'GET',
  path: '/api/activity-scripts',
  summary: 'The library: scripts ready to run, in the caller’s language',
  access: { right: 'activity.read' },
  input: z.object({}),
  output: z.object({ items: z.array(script) }),
})
export const listActivities = route({
  method: 'GET',
  path: '/api/activities',
  summary: 'Activities of the groups one sees, the latest start first',
  access: { right: 'activity.read' },
  input: pageInput.extend({
    communityId: idParam.optional(),
    kind: activityKind.optional(),
    stage: stage.optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  output: pageOf(activityRow),
})
export const planActivity = route({
  method: 'POST',
  path: '/api/activities',
  summary: 'Plan a script in one’s own groups; from there it runs by itself',
  access: { right: 'activity.run' },
  input: z.object({
    script: z.string().max(60),
    communityIds: z.array(id).min(1).max(100),
    startsAt: z.iso.datetime(),
    title: z.string().trim().min(1).max(60).optional(),
    intro: z.string().trim().max(500).optional(),
    rounds: z.number().int().min(1).max(30).optional(),
    roundMinutes: z.number().int().min(1).max(20_160).optional(),
    graceMinutes: z.number().int().min(1).max(120).optional(),
    breakMinutes: z.number().int().min(0).max(240).optional(),
    claims: z.number().int().min(1).max(100_000).optional(),
    packetPoints: z.number().int().min(1).max(1_000_000).optional(),
    guaranteeAfter: z.number().int().min(0).max(50).optional(),
    weights: weights.nullable().optional(),
    source: questionSource.optional(),
    awards: z.array(award).max(12).optional(),
    condition: z.unknown().optional(),
    posts: z
      .object({
        announce: z.string().max(1000),
        preheat: z.string().max(1000),
        winners: z.string().max(1000),
        followUp: z.string().max(1000),
      })
      .partial()
      .optional(),
  }),
  output: z.object({ ids: z.array(id) }),
})
export const getCockpit = route({
  method: 'GET',
  path: '/api/activities/:id',
  summary: 'One activity as it stands: countdown, answers coming in, ranking, winners',
  access: { right: 'activity.read' },
  input: one,
  output: cockpitView,
})
export const revealNow = route({
  method: 'POST',
  path: '/api/activities/:id/reveal',
  summary: 'Close the open round now',
  access: { right: 'activity.run' },
  input: one,
  output: changed,
})
export const settleGuess = route({
  method: 'POST',
  path: '/api/activities/:id/settle',
  summary: 'Tell how it came out, the letter of an option or a number: guesses are closed and the winners named',
  access: { right: 'activity.run' },
  input: one.extend({ result: z.string().trim().min(1).max(20) }),
  output: changed,
})
export const extendRound = route({
  method: 'POST',
  path: '/api/activities/:id/extend',
  summary: 'Keep the open round open for longer',
  access: { right: 'activity.run' },
  input: one.extend({ minutes: z.number().int().min(1).max(240) }),
  output: z.object({ closesAt: moment }),
})
export const startNow = route({
  method: 'POST',
  path: '/api/activities/:id/start',
  summary: 'Do not wait for the planned time',
  access: { right: 'activity.run' },
  input: one,
  output: changed,
})
export const stopActivity = route({
  method: 'POST',
  path: '/api/activities/:id/stop',
  summary: 'Stop it for good; prizes given stay given',
  access: { right: 'activity.run' },
  input: one.extend({ why: z.string().trim().min(1).max(200) }),
  output: changed,
})
export const getFigures = route({
  method: 'GET',
  path: '/api/activities/:id/figures',
  summary: 'What it brought: who took part, what it cost, what came after',
  access: { right: 'activity.read' },
  input: one,
  output: figures,
})
export const listEntries = route({
  method: 'GET',
  path: '/api/activities/:id/entries',
  summary: 'Contributions, most votes first',
  access: { right: 'activity.read' },
  input: pageInput.extend({ id: idParam }),
  output: pageOf(shownEntry),
})
export const settleEntry = route({
  method: 'POST',
  path: '/api/activities/:id/entries/:entryId',
  summary: 'Hide a contribution, show it again, or answer it',
  access: { right: 'activity.run' },
  input: one.extend({ entryId: idParam, hidden: z.boolean().optional(), reply: z.string().trim().max(500).optional() }),
  output: changed,
})

export const lookAtActivity = route({
  method: 'GET',
  path: '/api/m/:ws/activities/:code',
  summary: 'The activity on a phone',
  access: 'member',
  input: onPhone,
  output: phoneView,
})
export const listRunning = route({
  method: 'GET',
  path: '/api/m/:ws/communities/:communityId/activities',
  summary: 'What runs or is coming in a group, the first to start first',
  access: 'member',
  input: pageInput.extend({ ws: z.string(), communityId: idParam }),
  output: pageOf(z.object({ id, code: z.string(), kind: activityKind, title: z.string(), stage, startsAt: moment })),
})
export const answerActivity = route({
  method: 'POST',
  path: '/api/m/:ws/activities/:code/answer',
  summary: 'Answer, sign in, take a ticket, claim; the first one counts',
  access: 'member',
  input: onPhone.extend({ choice: z.string().trim().min(1).max(20) }),
  output: z.object({
    choice: z.string(),
    repeated: z.boolean(),
    /** Only for claims: what it brought. */
    won: z.string().nullable(),
  }),
})
export const listPhoneEntries = route({
  method: 'GET',
  path: '/api/m/:ws/activities/:code/entries',
  summary: 'Contributions of an activity',
  access: 'member',
  input: pageInput.extend({ ...onPhone.shape, order: z.enum(['votes', 'number']).default('votes') }),
  output: pageOf(shownEntry),
})
export const addEntry = route({
  method: 'POST',
  path: '/api/m/:ws/activities/:code/entries',
  summary: 'Contribute; the same key again is the same contribution',
  access: 'member',
  input: onPhone.extend({
    key: z.string().min(8).max(64),
    text: z.string().trim().min(1).max(500),
    mediaId: id.optional(),
  }),
  output: z.object({ number: z.number() }),
})
export const voteEntry = route({
  method: 'POST',
  path: '/api/m/:ws/activities/:code/entries/:entryId/vote',
  summary: 'Give a vote, or take it back',
  access: 'member',
  input: onPhone.extend({ entryId: idParam, on: z.boolean() }),
  output: z.object({ votes: z.number() }),
})
export const getProof = route({
  method: 'GET',
  path: '/api/m/:ws/activities/:code/proof',
  summary: 'What is needed to draw again and see that nobody meddled',
  access: 'visitor',
  input: onPhone,
  output: proof,
})
