import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { sendContent, sendState } from './send-model.ts'

const named = z.object({ id, name: z.string() })
const many = z.array(id).min(1).max(500)
const changed = z.object({ changed: z.number() })

export const sendSummary = z.object({
  id,
  state: sendState,
  source: z.enum(['playbook', 'manual', 'activity', 'system']),
  channel: z.string(),
  community: named,
  /** Null: a post to the whole group. */
  member: named.nullable(),
  runId: id.nullable(),
  announcementId: id.nullable(),
  activity: named.nullable(),
  /** The words as planned, variables and all. */
  gist: z.string(),
  variant: z.string().nullable(),
  /** Why it is where it is; words under `send.reason.<reason>`. */
  reason: z.string().nullable(),
  heldReason: z.string().nullable(),
  detail: z.string().nullable(),
  attempts: z.number(),
  notBefore: moment,
  expiresAt: moment.nullable(),
  sentAt: moment.nullable(),
})
export type SendSummary = z.infer<typeof sendSummary>

export const sendAttempt = z.object({
  at: moment,
  attempt: z.number(),
  /** A state of the send, or what a person decided: `retry_by_person`, `settled_sent`, `settled_failed`, `cancelled`. */
  outcome: z.string(),
  reason: z.string().nullable(),
  worker: z.string().nullable(),
  staff: named.nullable(),
})

export const sendDetail = sendSummary.extend({
  content: sendContent,
  createdAt: moment,
  priority: z.number(),
  exempt: z.boolean(),
  externalId: z.string().nullable(),
  worker: z.string().nullable(),
  leaseUntil: moment.nullable(),
  touch: z.string(),
  lineage: z.array(sendAttempt),
})

export const listSendsRoute = route({
  method: 'GET',
  path: '/api/sends',
  summary: 'Sends, newest first',
  access: { right: 'send.read' },
  input: pageInput.extend({
    /** States, separated by commas. */
    state: z.string().max(200).optional(),
    channel: z.string().max(40).optional(),
    communityId: idParam.optional(),
    memberId: idParam.optional(),
    runId: idParam.optional(),
    announcementId: idParam.optional(),
    reason: z.string().max(60).optional(),
    /** Days of planning in the workspace's zone, both included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  output: pageOf(sendSummary),
})

export const getSendRoute = route({
  method: 'GET',
  path: '/api/sends/:id',
  summary: 'One send with its lineage: intent, attempts, outcome',
  access: { right: 'send.read' },
  input: z.object({ id: idParam }),
  output: sendDetail,
})

export const sendCountsRoute = route({
  method: 'GET',
  path: '/api/sends/counts',
  summary: 'How many sends need a look, by state and reason',
  access: { right: 'send.read' },
  input: z.object({ communityId: idParam.optional(), runId: idParam.optional() }),
  output: z.object({ items: z.array(z.object({ state: sendState, reason: z.string().nullable(), count: z.number() })) }),
})

export const retrySendsRoute = route({
  method: 'POST',
  path: '/api/sends/retry',
  summary: 'Sends again what failed, was refused or is unknown; an unknown one may arrive twice, which has to be accepted',
  access: { right: 'send.manage' },
  input: z.object({ ids: many, acceptRisk: z.boolean().default(false) }),
  output: changed,
})

export const settleSendsRoute = route({
  method: 'POST',
  path: '/api/sends/settle',
  summary: 'A person who looked says what became of unknown sends',
  access: { right: 'send.manage' },
  input: z.object({ ids: many, as: z.enum(['sent', 'failed']) }),
  output: changed,
})

export const cancelSendsRoute = route({
  method: 'POST',
  path: '/api/sends/cancel',
  summary: 'Takes back sends that have not left',
  access: { right: 'send.manage' },
  input: z.object({ ids: many }),
  output: changed,
})
