import { communityType } from '@grove/community/contract'
import { id } from '@grove/kernel/contract'
import { z } from 'zod'
import { author, pin } from './message-model.ts'

/** What the reader of a room is and may do there. */
export const seat = z.object({
  /** `m12` or `s3`. */
  key: z.string(),
  name: z.string(),
  /** Number of the own private thread; null for staff. */
  thread: z.number().nullable(),
  mutedUntil: z.string().nullable(),
  mayPost: z.boolean(),
  mayModerate: z.boolean(),
})
export type Seat = z.infer<typeof seat>

export const roomView = z.object({
  communityId: id,
  code: z.string(),
  name: z.string(),
  type: communityType,
  state: z.string(),
  headcount: z.number().nullable(),
  seat,
  pin: pin.nullable(),
  unread: z.object({ room: z.number(), private: z.number() }),
})
export type RoomView = z.infer<typeof roomView>

export const person = author.extend({ mutedUntil: z.string().nullable(), joinedAt: z.string().nullable() })
export type Person = z.infer<typeof person>
