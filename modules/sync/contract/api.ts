import { communityType } from '@grove/community/contract'
import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import {
  groupState,
  handover,
  handoverItem,
  handoverState,
  inboxEntry,
  inboxState,
  mirroredGroup,
  staffLink,
  syncedAccount,
} from './model.ts'

const account = { account: idParam }
const words = z.string().trim().min(1).max(60)

export const listSynced = route({
  method: 'GET',
  path: '/api/sync',
  summary: 'Accounts whose platform is mirrored: counts, drift, progress, lag',
  access: { right: 'sync.read' },
  input: z.object({}),
  output: z.object({ items: z.array(syncedAccount) }),
})

export const startSync = route({
  method: 'POST',
  path: '/api/sync/:account/start',
  summary: 'Compares everything with the platform and mends what differs; one at a time',
  access: { right: 'sync.manage' },
  input: z.object(account),
  output: z.object({ started: z.boolean() }),
})

export const listInbox = route({
  method: 'GET',
  path: '/api/sync/:account/inbox',
  summary: 'What the platform told us, newest first',
  access: { right: 'sync.read' },
  input: pageInput.extend({ ...account, state: inboxState.optional() }),
  output: pageOf(inboxEntry),
})

export const replayInbox = route({
  method: 'POST',
  path: '/api/sync/:account/replay',
  summary: 'Works on these once more',
  access: { right: 'sync.manage' },
  input: z.object({ ...account, ids: z.array(id).min(1).max(200) }),
  output: z.object({ changed: z.number() }),
})

export const listGroups = route({
  method: 'GET',
  path: '/api/sync/:account/groups',
  summary: 'Groups of the platform and the communities they are',
  access: { right: 'sync.read' },
  input: pageInput.extend({ ...account, text: words.optional(), state: groupState.optional() }),
  output: pageOf(mirroredGroup),
})

export const adoptGroups = route({
  method: 'POST',
  path: '/api/sync/:account/adopt',
  summary: 'Makes a community of each of these groups, or of up to 200 that are none yet, with everybody in it',
  access: { right: 'sync.manage' },
  input: z.object({
    ...account,
    /** Left out: every group that is no community yet. */
    externalIds: z.array(z.string().min(1).max(64)).min(1).max(200).optional(),
    type: communityType,
  }),
  output: z.object({ communityIds: z.array(id), left: z.boolean() }),
})

export const listStaffLinks = route({
  method: 'GET',
  path: '/api/sync/:account/staff',
  summary: 'People of the company on the platform, and who of our staff they are',
  access: { right: 'sync.read' },
  input: pageInput.extend({ ...account, text: words.optional() }),
  output: pageOf(staffLink),
})

export const linkStaff = route({
  method: 'PUT',
  path: '/api/sync/:account/staff',
  summary: 'Says who of our staff somebody on the platform is; null: nobody. They may sign in through the platform from then on',
  access: { right: 'sync.manage' },
  input: z.object({ ...account, externalId: z.string().min(1).max(64), staffId: id.nullable() }),
  output: z.object({ linked: z.boolean() }),
})

export const matchStaff = route({
  method: 'POST',
  path: '/api/sync/:account/staff/match',
  summary: 'Links everybody whose name one of our staff has, and nobody else has',
  access: { right: 'sync.manage' },
  input: z.object(account),
  output: z.object({ linked: z.number() }),
})

const externalId = z.string().min(1).max(64)

export const startHandover = route({
  method: 'POST',
  path: '/api/sync/:account/handovers',
  summary: 'Hands customers and groups of one colleague over to another, within the limits of the platform',
  access: { right: 'sync.manage' },
  input: z.object({
    ...account,
    from: externalId,
    to: externalId,
    customers: z.boolean().default(true),
    groups: z.boolean().default(true),
    message: z.string().trim().max(200).default(''),
  }),
  output: z.object({ id }),
})

export const listHandovers = route({
  method: 'GET',
  path: '/api/sync/:account/handovers',
  summary: 'Handovers and how far they are, newest first',
  access: { right: 'sync.read' },
  input: pageInput.extend(account),
  output: pageOf(handover),
})

export const listHandoverItems = route({
  method: 'GET',
  path: '/api/sync/:account/handovers/:id/items',
  summary: 'What became of each customer and group of a handover',
  access: { right: 'sync.read' },
  input: pageInput.extend({ ...account, id: idParam, state: handoverState.optional() }),
  output: pageOf(handoverItem),
})

export const againHandover = route({
  method: 'POST',
  path: '/api/sync/:account/handovers/:id/again',
  summary: 'Asks once more for what failed',
  access: { right: 'sync.manage' },
  input: z.object({ ...account, id: idParam }),
  output: z.object({ changed: z.number() }),
})
