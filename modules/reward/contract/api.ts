import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { address, issue, issueState, prize, reward, rewardBody, rewardKey, rewardKind, rewardState } from './model.ts'

const one = z.object({ id: idParam })
const changed = z.object({ changed: z.number() })

export const listRewards = route({
  method: 'GET',
  path: '/api/rewards',
  summary: 'The catalogue of rewards, changed last first, with what is left of each',
  access: { right: 'reward.read' },
  input: pageInput.extend({
    kind: rewardKind.optional(),
    state: rewardState.optional(),
    text: z.string().trim().max(60).optional(),
  }),
  output: pageOf(reward),
})
export const createReward = route({
  method: 'POST',
  path: '/api/rewards',
  summary: 'Add a reward to the catalogue',
  access: { right: 'reward.write' },
  input: rewardBody.extend({ key: rewardKey, kind: rewardKind }),
  output: z.object({ id }),
})
export const saveReward = route({
  method: 'PUT',
  path: '/api/rewards/:id',
  summary: 'Change a reward; never below what was given already',
  access: { right: 'reward.write' },
  input: one.extend(rewardBody.shape),
  output: changed,
})
export const changeRewardState = route({
  method: 'POST',
  path: '/api/rewards/:id/state',
  summary: 'Take a reward out of use, or back in; pieces given stay good',
  access: { right: 'reward.write' },
  input: one.extend({ to: rewardState }),
  output: changed,
})
export const addRewardCodes = route({
  method: 'POST',
  path: '/api/rewards/:id/codes',
  summary: 'Add codes, one a line; lines that cannot be taken are named',
  access: { right: 'reward.write' },
  maxBytes: 2 * 1024 * 1024,
  input: one.extend({ text: z.string().min(1).max(2_000_000) }),
  output: z.object({
    added: z.number(),
    /** The first hundred. */
    faults: z.array(z.object({ line: z.number(), code: z.enum(['double', 'known', 'too_long', 'unreadable']), value: z.string() })),
    faultCount: z.number(),
  }),
})

const issueFilter = {
  rewardId: idParam.optional(),
  memberId: idParam.optional(),
  state: issueState.optional(),
  kind: rewardKind.optional(),
  /** A pick-up code or part of a member's name. */
  text: z.string().trim().max(60).optional(),
}
export const listIssues = route({
  method: 'GET',
  path: '/api/reward-issues',
  summary: 'What was given to whom, newest first',
  access: { right: 'reward.read' },
  input: pageInput.extend(issueFilter),
  output: pageOf(issue),
})
export const giveRewards = route({
  method: 'POST',
  path: '/api/reward-issues',
  summary: 'Give a reward to members by hand, with the reason they will read',
  access: { right: 'reward.write' },
  input: z.object({ rewardId: idParam, memberIds: z.array(id).min(1).max(200), why: z.string().trim().min(1).max(200) }),
  output: z.object({ given: z.number() }),
})
export const redeemIssue = route({
  method: 'POST',
  path: '/api/reward-issues/redeem',
  summary: 'Redeem a piece by the code the member shows',
  access: { right: 'reward.redeem' },
  input: z.object({ code: z.string().trim().min(1).max(40) }),
  output: issue,
})
export const shipIssues = route({
  method: 'POST',
  path: '/api/reward-issues/ship',
  summary: 'Mark pieces as sent',
  access: { right: 'reward.fulfil' },
  input: z.object({
    ids: z.array(id).min(1).max(500),
    carrier: z.string().trim().max(40).default(''),
    tracking: z.string().trim().max(60).default(''),
  }),
  output: changed,
})
export const revealAddress = route({
  method: 'POST',
  path: '/api/reward-issues/:id/address',
  summary: 'The address of one piece in clear; who looked is kept',
  access: { right: 'reward.fulfil' },
  input: one,
  output: z.object({ address: address.nullable() }),
})
export const exportIssues = route({
  method: 'GET',
  path: '/api/reward-issues.csv',
  summary: 'The fulfilment list with addresses, as CSV; the export is kept in the audit trail',
  access: { right: 'reward.fulfil' },
  input: z.object(issueFilter),
  output: z.any(),
})
export const myPrizes = route({
  method: 'GET',
  path: '/api/m/:ws/prizes',
  summary: 'My prizes, newest first',
  access: 'member',
  input: pageInput.extend({ ws: z.string() }),
  output: pageOf(prize),
})
export const giveAddress = route({
  method: 'PUT',
  path: '/api/m/:ws/prizes/:id/address',
  summary: 'Where to send a prize; may be changed until it is sent',
  access: 'member',
  input: one.extend({ ws: z.string(), ...address.shape }),
  output: changed,
})
