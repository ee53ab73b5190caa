import { idParam, pageOf } from '@grove/kernel/contract'
import { z } from 'zod'
import { catchUp, reactionEmoji, thread } from './message-model.ts'
import { person } from './room-model.ts'

export const done = z.object({ changed: z.number().int() })
export const seq = z.coerce.number().int().positive()
export const ofCommunity = z.object({ communityId: idParam })
export const inThread = { thread: thread.default('room') }

export const history = {
  ...inThread,
  /** Messages below this number, newest first read, answered oldest first; or above `after`. */
  before: seq.optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
}
export const historyAnswer = catchUp.pick({ messages: true }).extend({ more: z.boolean(), seq: z.number(), rev: z.number() })
export const posted = z.object({ seq: z.number(), repeated: z.boolean() })
export const reactInput = { ...inThread, seq, emoji: reactionEmoji, on: z.boolean() }
export const pinInput = z.object({ text: z.string().trim().max(300).default(''), seq: seq.optional() })
export const muteInput = {
  memberId: idParam,
  minutes: z
    .number()
    .int()
    .min(0)
    .max(60 * 24 * 30),
}
export const removeInput = {
  memberId: idParam,
  rule: z.string().trim().min(1).max(300),
  evidence: z.string().trim().max(2000).default(''),
}
export const peopleAnswer = pageOf(person)
export const markInput = { ...inThread, seq: z.number().int().min(0) }
