import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { moment } from './model.ts'

export const mergeMembers = route({
  method: 'POST',
  path: '/api/members/merge',
  summary: 'Two records of one person become one; can be undone exactly',
  access: { right: 'member.merge' },
  input: z.object({ winnerId: id, loserId: id }),
  output: z.object({ mergeId: id }),
})
export const undoMerge = route({
  method: 'POST',
  path: '/api/member-merges/:id/undo',
  summary: 'Take a merge back: every row as it was',
  access: { right: 'member.merge' },
  input: z.object({ id: idParam }),
  output: z.object({ winnerId: id, loserId: id }),
})
export const listMerges = route({
  method: 'GET',
  path: '/api/members/:id/merges',
  summary: 'Records that went into this one',
  access: { right: 'member.read' },
  input: z.object({ id: idParam }),
  output: z.object({ items: z.array(z.object({ id, winnerId: id, loserId: id, loserName: z.string(), at: moment })) }),
})

/** Why two records may be one person, the surest first. */
export const duplicateReason = z.enum(['phone', 'email', 'union', 'name_city', 'name_employer'])
export type DuplicateReason = z.infer<typeof duplicateReason>
export const duplicateSide = z.object({
  id,
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  city: z.string().nullable(),
  source: z.string().nullable(),
  createdAt: moment,
  lastActiveAt: moment.nullable(),
})
export type DuplicateSide = z.infer<typeof duplicateSide>

export const listDuplicates = route({
  method: 'GET',
  path: '/api/member-duplicates',
  summary: 'Pairs of records that may be one person, with the reason',
  access: { right: 'member.merge' },
  input: pageInput.extend({ reason: duplicateReason.optional() }),
  output: pageOf(z.object({ reasons: z.array(duplicateReason), first: duplicateSide, second: duplicateSide })),
})
export const dismissDuplicate = route({
  method: 'POST',
  path: '/api/member-duplicates/dismiss',
  summary: 'These two are two people; the pair is not proposed again',
  access: { right: 'member.merge' },
  input: z.object({ firstId: id, secondId: id }),
  output: z.object({ changed: z.number().int() }),
})
export const findDuplicates = route({
  method: 'POST',
  path: '/api/member-duplicates/find',
  summary: 'Look for duplicates now; otherwise it happens every night',
  access: { right: 'member.merge' },
  input: z.object({}),
  output: z.object({ found: z.number().int() }),
})
