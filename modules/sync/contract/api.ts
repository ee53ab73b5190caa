import { communityType } from '@grove/community/contract'
import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { inboxEntry, inboxState, mirroredGroup, syncedAccount } from './model.ts'

const account = { account: idParam }

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
  input: pageInput.extend(account),
  output: pageOf(mirroredGroup),
})

export const adoptGroups = route({
  method: 'POST',
  path: '/api/sync/:account/adopt',
  summary: 'Makes a community of each of these groups, with everybody in it',
  access: { right: 'sync.manage' },
  input: z.object({ ...account, externalIds: z.array(z.string().min(1).max(64)).min(1).max(50), type: communityType }),
  output: z.object({ communityIds: z.array(id) }),
})
