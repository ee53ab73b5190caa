import { id } from '@grove/kernel/contract'
import { z } from 'zod'
import { message, pin, place, reactionEmoji, saying, thread } from './message-model.ts'
import { seat } from './room-model.ts'

/** What a phone says over its socket. `id` is its own number for the act and comes back with the answer. */
const act = { id: z.number().int() }
const of = { thread: thread.default('room') }
const seq = z.number().int().positive()

export const clientFrame = z.discriminatedUnion('t', [
  /** Hear a thread from a place on; null when the phone has nothing of it. */
  z.object({ t: z.literal('hear'), ...act, ...of, place: place.nullable() }),
  z.object({ t: z.literal('post'), ...act, ...of, ...saying.shape }),
  z.object({ t: z.literal('react'), ...act, ...of, seq, emoji: reactionEmoji, on: z.boolean() }),
  z.object({ t: z.literal('recall'), ...act, ...of, seq }),
  z.object({ t: z.literal('read'), ...act, ...of, seq: z.number().int().min(0) }),
  z.object({ t: z.literal('pin'), ...act, text: z.string().trim().max(300).default(''), seq: seq.optional() }),
  z.object({ t: z.literal('mute'), ...act, memberId: id, minutes: z.number().int().min(0).max(43_200) }),
  z.object({
    t: z.literal('remove'),
    ...act,
    memberId: id,
    rule: z.string().trim().min(1).max(300),
    evidence: z.string().max(2000).default(''),
  }),
  z.object({ t: z.literal('who'), ...act }),
  z.object({ t: z.literal('ping'), ...act }),
])
export type ClientFrame = z.input<typeof clientFrame>

/** What a phone hears. */
export const serverFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ready'), seat, name: z.string(), state: z.string() }),
  z.object({
    t: z.literal('log'),
    thread,
    ...place.shape,
    reset: z.boolean(),
    messages: z.array(message),
    changed: z.array(message),
    pin: pin.nullable(),
  }),
  z.object({ t: z.literal('post'), thread, m: message }),
  z.object({ t: z.literal('change'), thread, m: message }),
  z.object({ t: z.literal('pin'), thread, pin: pin.nullable(), rev: z.number() }),
  z.object({ t: z.literal('here'), count: z.number() }),
  /** Nothing of the room: what pages of this module show has changed, they read again. */
  z.object({ t: z.literal('news'), of: z.string() }),
  z.object({ t: z.literal('who'), id: z.number(), people: z.array(z.string()) }),
  z.object({ t: z.literal('ok'), id: z.number(), seq: z.number().optional(), changed: z.number().optional() }),
  z.object({ t: z.literal('no'), id: z.number(), code: z.string(), data: z.record(z.string(), z.unknown()) }),
  /** The door closes behind this: removed, left, signed out. */
  z.object({ t: z.literal('bye'), code: z.string(), data: z.record(z.string(), z.unknown()) }),
])
export type ServerFrame = z.infer<typeof serverFrame>
