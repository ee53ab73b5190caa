import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { groupCard, memberCard, pageSignatures, script, scriptForm, scriptPlace } from './model.ts'

const page = { ws: z.string().min(1).max(60), account: idParam }
const account = { account: idParam }
const externalId = z.string().min(1).max(128)

export const startSidebar = route({
  method: 'POST',
  path: '/api/m/:ws/side/:account/start',
  summary: 'Where the sidebar sends its reader to learn who they are',
  access: 'visitor',
  input: z.object(page),
  output: z.object({ url: z.string() }),
})

export const enterSidebar = route({
  method: 'POST',
  path: '/api/m/:ws/side/:account/enter',
  summary: 'Signs in the member of staff the platform vouches for',
  access: 'visitor',
  input: z.object({ ...page, code: z.string().min(1).max(512), state: z.string().min(1).max(128) }),
  output: z.object({ name: z.string() }),
})

export const signSidebar = route({
  method: 'GET',
  path: '/api/side/:account/signature',
  summary: 'Signatures with which the sidebar may speak with the client it stands in',
  access: { right: 'sidebar.use' },
  input: z.object({ ...account, url: z.url().max(2000) }),
  output: pageSignatures,
})

export const readMemberCard = route({
  method: 'GET',
  path: '/api/side/:account/member',
  summary: 'The card of the customer a conversation is with',
  access: { right: 'sidebar.use' },
  input: z.object({ ...account, externalId }),
  output: memberCard,
})

export const readGroupCard = route({
  method: 'GET',
  path: '/api/side/:account/group',
  summary: 'What is to be done in the group a conversation is in',
  access: { right: 'sidebar.use' },
  input: z.object({ ...account, externalId }),
  output: groupCard,
})

export const listScripts = route({
  method: 'GET',
  path: '/api/scripts',
  summary: 'Words kept ready to be sent with one tap, by title',
  access: { right: 'script.read' },
  input: pageInput.extend({ place: scriptPlace.optional(), text: z.string().trim().max(60).optional() }),
  output: pageOf(script),
})

export const saveScript = route({
  method: 'POST',
  path: '/api/scripts',
  summary: 'Keeps words ready, or changes those kept under a number',
  access: { right: 'script.write' },
  input: scriptForm.extend({ id: id.optional() }),
  output: z.object({ id }),
})

export const removeScript = route({
  method: 'DELETE',
  path: '/api/scripts/:id',
  summary: 'Drops a script',
  access: { right: 'script.write' },
  input: z.object({ id: idParam }),
  output: z.object({ ok: z.literal(true) }),
})
