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
