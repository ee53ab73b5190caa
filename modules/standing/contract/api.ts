import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { ladder, memberStanding, move, moveCause, rfmCuts, ruleBook, ruleVersion, settings, step } from './model.ts'

const nothing = z.object({})
const stepParam = z.coerce.number().pipe(step)
const days = { since: z.iso.date(), until: z.iso.date() }

export const countState = z.object({
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  phase: z.string(),
  done: z.number().int(),
  total: z.number().int(),
  moved: z.number().int(),
  startedAt: moment,
  finishedAt: moment.nullable(),
})
export type CountState = z.infer<typeof countState>

export const board = route({
  method: 'GET',
  path: '/api/standing/board',
  summary: 'How many stand on each step of a ladder, and how they moved in a period',
  access: { right: 'standing.read' },
  input: z.object({ ladder, ...days }),
  output: z.object({
    steps: z.array(z.object({ step, count: z.number().int(), entered: z.number().int(), left: z.number().int() })),
    flows: z.array(z.object({ from: step, to: step, count: z.number().int() })),
    count: countState.nullable(),
  }),
})
export const listMoves = route({
  method: 'GET',
  path: '/api/standing/moves',
  summary: 'Moves on a ladder, the latest first: who, from where, and why',
  access: { right: 'standing.read' },
  input: pageInput.extend({
    ladder,
    since: z.iso.date().optional(),
    until: z.iso.date().optional(),
    from: stepParam.optional(),
    to: stepParam.optional(),
  }),
  output: pageOf(move),
})
export const listStanding = route({
  method: 'GET',
  path: '/api/standing/members',
  summary: 'Members by where they stand, with what brought them there',
  access: { right: 'standing.read' },
  input: pageInput.extend({
    ladder: ladder.optional(),
    step: stepParam.optional(),
    rfm: z.string().max(40).optional(),
    asleep: z.stringbool().optional(),
  }),
  output: pageOf(
    z.object({
      id,
      displayName: z.string(),
      stage: step,
      tier: step,
      group: step,
      score: z.number().int(),
      rfm: z.string().nullable(),
      asleepSince: moment.nullable(),
      lastActAt: moment.nullable(),
      since: moment.nullable(),
      cause: moveCause.nullable(),
    }),
  ),
})
export const getMemberStanding = route({
  method: 'GET',
  path: '/api/members/:id/standing',
  summary: 'Where one member stands: stage, tier, group, the parts of the score, RFM, overrides and moves',
  access: { right: 'standing.read' },
  input: z.object({ id: idParam }),
  output: memberStanding,
})
export const setOverride = route({
  method: 'POST',
  path: '/api/members/:id/standing/override',
  summary: 'Put a member on a step by hand; rules leave it alone until the end',
  access: { right: 'standing.override' },
  input: z.object({
    id: idParam,
    ladder,
    step,
    reason: z.string().trim().min(2).max(200),
    until: z.iso.datetime({ offset: true }).nullable().default(null),
  }),
  output: nothing,
})
export const endOverride = route({
  method: 'POST',
  path: '/api/members/:id/standing/override/end',
  summary: 'Give a member back to the rules',
  access: { right: 'standing.override' },
  input: z.object({ id: idParam, ladder }),
  output: nothing,
})

export const listRules = route({
  method: 'GET',
  path: '/api/standing/rules',
  summary: 'The rules of a ladder, the latest version first',
  access: { right: 'standing.read' },
  input: z.object({ ladder }),
  output: z.object({ versions: z.array(ruleVersion), words: z.array(z.string()) }),
})
export const tryRules = route({
  method: 'POST',
  path: '/api/standing/rules/try',
  summary: 'Who would move if these rules were published; nothing changes',
  access: { right: 'standing.manage' },
  input: z.object({ ladder, book: ruleBook }),
  output: z.object({
    moves: z.array(z.object({ from: step, to: step, count: z.number().int(), members: z.array(z.object({ id, name: z.string() })) })),
    total: z.number().int(),
    words: z.array(z.string()),
  }),
})
export const publishRules = route({
  method: 'POST',
  path: '/api/standing/rules',
  summary: 'Publish a new version of the rules; everybody is counted anew',
  access: { right: 'standing.manage' },
  input: z.object({ ladder, book: ruleBook, note: z.string().trim().max(300).default('') }),
  output: z.object({ version: z.number().int() }),
})
export const getSettings = route({
  method: 'GET',
  path: '/api/standing/settings',
  summary: 'How activity, sleep and RFM are measured, with the cut-offs at work',
  access: { right: 'standing.read' },
  input: nothing,
  output: z.object({ settings, cuts: rfmCuts.nullable(), cutsAt: moment.nullable() }),
})
export const saveSettings = route({
  method: 'PUT',
  path: '/api/standing/settings',
  summary: 'Change how activity, sleep and RFM are measured; everybody is counted anew',
  access: { right: 'standing.manage' },
  input: z.object({ settings }),
  output: nothing,
})
export const startCount = route({
  method: 'POST',
  path: '/api/standing/count',
  summary: 'Count everybody anew',
  access: { right: 'standing.manage' },
  input: nothing,
  output: nothing,
})
export const cancelCount = route({
  method: 'POST',
  path: '/api/standing/count/cancel',
  summary: 'Stop the count after the batch at work; moves already made stay',
  access: { right: 'standing.manage' },
  input: nothing,
  output: nothing,
})
export const rfmBoard = route({
  method: 'GET',
  path: '/api/standing/rfm',
  summary: 'Buyers by recency and frequency, and by named segment',
  access: { right: 'standing.read' },
  input: nothing,
  output: z.object({
    buyers: z.number().int(),
    cells: z.array(z.object({ r: z.number().int(), f: z.number().int(), members: z.number().int(), m: z.number() })),
    segments: z.array(z.object({ key: z.string(), members: z.number().int(), orders: z.number().int(), net: z.number().int() })),
  }),
})
export const stepPlaybooks = route({
  method: 'GET',
  path: '/api/standing/playbooks',
  summary: 'Playbooks that listen to a step of a ladder or ask for it',
  access: { right: 'standing.read' },
  input: z.object({ ladder, step: stepParam }),
  output: z.object({ items: z.array(z.object({ id, name: z.string(), runs: z.number().int() })) }),
})
