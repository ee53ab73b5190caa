import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { type DroppedReason, type HeldReason, sendState } from './send-model.ts'

const named = z.object({ id, name: z.string() })

/** All reasons once, as a list: a schema's options are not there in the member pages. */
const REASONS = [
  'do_not_disturb',
  'quiet_hours',
  'member_day',
  'member_week',
  'group_day',
  'group_week',
  'share_kept',
  'platform_quota',
  'run_paused',
  'community_not_open',
  'past_due',
  'not_confirmed',
  'declined',
  'run_stopped',
  'by_person',
  'community_closed',
  'blacklist',
] as const satisfies readonly (HeldReason | DroppedReason)[]

/** Rules that hold a touch back or drop it. */
export const holdReason = z.enum(REASONS)
export type HoldReason = z.infer<typeof holdReason>

const filter = z.object({
  reason: holdReason.optional(),
  memberId: idParam.optional(),
  communityId: idParam.optional(),
  runId: idParam.optional(),
  playbookId: idParam.optional(),
  /** Days in the workspace's zone, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

export const hold = z.object({
  id,
  sendId: id,
  at: moment,
  reason: z.string(),
  outcome: z.enum(['held', 'paused', 'expired', 'cancelled']),
  until: moment.nullable(),
  /** What became of the touch; null when it is gone. */
  state: sendState.nullable(),
  gist: z.string(),
  community: named,
  member: named.nullable(),
  runId: id.nullable(),
  playbook: z.string().nullable(),
  activity: named.nullable(),
  /** For `share_kept`: the playbook whose touch later that day has the share; null for a manual send. */
  keptFor: z.string().nullable(),
})
export type Hold = z.infer<typeof hold>

export const listHoldsRoute = route({
  method: 'GET',
  path: '/api/held-touches',
  summary: 'Touches that a rule held back or dropped, the newest first',
  access: { right: 'send.read' },
  input: pageInput.extend(filter.shape),
  output: pageOf(hold),
})

export const holdCountsRoute = route({
  method: 'GET',
  path: '/api/held-touches/counts',
  summary: 'How many touches each rule held back, of how many people; whether everything is stopped, and what waits for that',
  access: { right: 'send.read' },
  input: filter,
  output: z.object({
    items: z.array(z.object({ reason: z.string(), touches: z.number().int(), members: z.number().int() })),
    stopped: z.boolean(),
    waiting: z.number().int(),
  }),
})

export const listTouchPlaybooksRoute = route({
  method: 'GET',
  path: '/api/held-touches/playbooks',
  summary: 'Playbooks that held touches can be narrowed to',
  access: { right: 'send.read' },
  input: z.object({}),
  output: z.object({ items: z.array(named) }),
})
