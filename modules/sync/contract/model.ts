import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** One connected account of a channel that keeps a copy of its platform, and how well the copy fits. */
export const syncedAccount = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  counts: z.array(z.object({ kind: z.enum(['staff', 'people', 'tags', 'groups', 'group_members']), count: z.number(), drift: z.number() })),
  run: z.object({
    state: z.enum(['running', 'done', 'failed', 'never']),
    done: z.number(),
    total: z.number(),
    startedAt: moment.nullable(),
    finishedAt: moment.nullable(),
    fault: z.string().nullable(),
  }),
  waiting: z.number(),
  oldestAt: moment.nullable(),
  inbox: z.object({ waiting: z.number(), oldestAt: moment.nullable(), unrecognised: z.number(), failed: z.number() }),
})
export type SyncedAccount = z.infer<typeof syncedAccount>

export const inboxState = z.enum(['new', 'done', 'unrecognised', 'failed'])

export const inboxEntry = z.object({
  id,
  at: moment,
  kind: z.string(),
  state: inboxState,
  attempts: z.number(),
  error: z.string().nullable(),
  body: z.string(),
})

/** A group of the platform is a community here, or may become one. */
export const groupState = z.enum(['free', 'adopted'])

export const mirroredGroup = z.object({
  externalId: z.string(),
  name: z.string(),
  owner: z.string(),
  members: z.number(),
  gone: z.boolean(),
  /** The community it is, where it is one. */
  community: z.object({ id, name: z.string() }).nullable(),
})
export type MirroredGroupRow = z.infer<typeof mirroredGroup>

/** Somebody of the company, as the platform knows them, and who of our staff they are. */
export const staffLink = z.object({
  externalId: z.string(),
  name: z.string(),
  people: z.number(),
  groups: z.number(),
  gone: z.boolean(),
  staff: z.object({ id, name: z.string() }).nullable(),
})
export type StaffLinkRow = z.infer<typeof staffLink>

export const HANDOVER_STATES = ['planned', 'asking', 'waiting', 'done', 'failed'] as const
export const handoverState = z.enum(HANDOVER_STATES)
const counts = z.record(handoverState, z.number())

export const handover = z.object({
  id,
  from: z.string(),
  to: z.string(),
  fromName: z.string(),
  toName: z.string(),
  resigned: z.boolean(),
  state: z.enum(['running', 'done']),
  customers: counts,
  groups: counts,
  fault: z.string().nullable(),
  at: moment,
  finishedAt: moment.nullable(),
})
export type HandoverShown = z.infer<typeof handover>

export const handoverItem = z.object({
  kind: z.enum(['customer', 'group']),
  externalId: z.string(),
  name: z.string(),
  state: handoverState,
  reason: z.string().nullable(),
  at: moment.nullable(),
})
