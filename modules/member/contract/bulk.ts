import { id, idParam, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { chosen } from './api.ts'
import { moment, stage } from './model.ts'

export const bulkState = z.enum(['running', 'done', 'cancelled', 'failed', 'undoing', 'undone'])
export type BulkState = z.infer<typeof bulkState>

/** What is done to everybody chosen. Other modules may add kinds of their own. */
export const bulkTag = z.object({
  tag: z.string().trim().min(1).max(40),
  groupName: z.string().trim().max(40).optional(),
  /** Null: for good; left out: after the life of the tag. */
  until: z.iso.datetime({ offset: true }).nullable().optional(),
  /** The same, counted from now. */
  days: z.number().int().min(1).max(3650).optional(),
})
export const bulkUntag = z.object({ tag: z.string().trim().min(1).max(40) })
export const bulkOwner = z.object({ ownerStaffId: id.nullable() })
export const bulkStage = z.object({ stage })

export const bulkReport = z.object({
  id,
  kind: z.string(),
  about: z.record(z.string(), z.unknown()),
  state: bulkState,
  total: z.number().int(),
  done: z.number().int(),
  changed: z.number().int(),
  /** Members put back as they were. */
  undone: z.number().int(),
  /** Code of the error that ended it. */
  error: z.string().nullable(),
  undoable: z.boolean(),
  byName: z.string().nullable(),
  createdAt: moment,
  finishedAt: moment.nullable(),
})
export type BulkReport = z.infer<typeof bulkReport>

const oneBulk = z.object({ id: idParam })

export const startBulk = route({
  method: 'POST',
  path: '/api/member-bulks',
  summary: 'Do one thing to many members in the background: kinds tag, untag, owner, stage, with the input of the kind',
  access: { right: 'member.write' },
  input: chosen.extend({ kind: z.string().min(1).max(40), input: z.record(z.string(), z.unknown()) }),
  output: bulkReport,
})
export const listBulks = route({
  method: 'GET',
  path: '/api/member-bulks',
  summary: 'Bulk changes of the last thirty days, the newest first',
  access: { right: 'member.read' },
  input: z.object({}),
  output: z.object({ items: z.array(bulkReport) }),
})
export const getBulk = route({
  method: 'GET',
  path: '/api/member-bulks/:id',
  summary: 'How far a bulk change is',
  access: { right: 'member.read' },
  input: oneBulk,
  output: bulkReport,
})
export const cancelBulk = route({
  method: 'POST',
  path: '/api/member-bulks/:id/cancel',
  summary: 'Stop a bulk change after the batch at work; what was changed stays, and may be undone',
  access: { right: 'member.write' },
  input: oneBulk,
  output: bulkReport,
})
export const undoBulk = route({
  method: 'POST',
  path: '/api/member-bulks/:id/undo',
  summary: 'Put back exactly what a bulk change changed; members changed by somebody since are left alone',
  access: { right: 'member.write' },
  input: oneBulk,
  output: bulkReport,
})
