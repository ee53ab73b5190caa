import { id, idParam, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { done } from './api.ts'

export const memberView = z.object({
  id,
  name: z.string(),
  shared: z.boolean(),
  /** Whether it belongs to the person asking. */
  own: z.boolean(),
  ownerName: z.string().nullable(),
  /** Filters, sort and columns as the address writes them, without the question mark. */
  search: z.string(),
})
export type MemberView = z.infer<typeof memberView>

export const listViews = route({
  method: 'GET',
  path: '/api/member-views',
  summary: 'Saved views of the member list: one’s own, and those shared by colleagues',
  access: { right: 'member.read' },
  input: z.object({}),
  output: z.object({ items: z.array(memberView) }),
})
export const saveView = route({
  method: 'POST',
  path: '/api/member-views',
  summary: 'Keep a view of the member list under a name; one’s own of that name is replaced',
  access: { right: 'member.read' },
  input: z.object({
    id: id.optional(),
    name: z.string().trim().min(1).max(40),
    shared: z.boolean().default(false),
    search: z.string().max(2000),
  }),
  output: z.object({ id }),
})
export const removeView = route({
  method: 'DELETE',
  path: '/api/member-views/:id',
  summary: 'Remove a saved view: one’s own, or a shared one for whoever manages tags',
  access: { right: 'member.read' },
  input: z.object({ id: idParam }),
  output: done,
})
