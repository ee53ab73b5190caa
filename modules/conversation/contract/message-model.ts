import { cardPart, linkPart } from '@grove/channel-kit/contract'
import { id } from '@grove/kernel/contract'
import { z } from 'zod'

/** `room` is the group's room; a number is the private thread between the community and that member. */
export const thread = z.union([z.literal('room'), z.coerce.number().int().positive()])
export type Thread = z.infer<typeof thread>
/** The same as stored: 0 for the room. */
export const threadNumber = (value: Thread): number => (value === 'room' ? 0 : value)
export const threadOf = (value: number): Thread => (value === 0 ? 'room' : value)

export const authorKind = z.enum(['member', 'staff', 'community', 'system'])
export type AuthorKind = z.infer<typeof authorKind>
/** Stored as a number in `message.author_kind`. */
export const authorNumber = { member: 1, staff: 2, community: 3, system: 4 } as const satisfies Record<AuthorKind, number>

/** official 官方 (staff and the community itself) · ambience 气氛组 · duty 值日 · kol */
export const badge = z.enum(['official', 'ambience', 'duty', 'kol'])
export type Badge = z.infer<typeof badge>

/** The emoji that a message can be answered with. */
export const REACTIONS = ['👍', '❤️', '😄', '🎉', '👏', '🙏'] as const
export const reactionEmoji = z.enum(REACTIONS)

const clientKey = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/)

const words = z.string().trim().min(1).max(2000)
const safeUrl = z.url({ protocol: /^https?$/ }).max(2000)

/** What a person says. Pictures are uploaded first. */
export const said = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: words }),
  z.strictObject({ kind: z.literal('picture'), mediaId: id }),
  z.strictObject({
    kind: z.literal('link'),
    url: safeUrl,
    title: z.string().trim().min(1).max(120),
    description: z.string().max(300).optional(),
  }),
])
export type Said = z.infer<typeof said>

export const saying = z.object({
  /** Made by the phone, kept over repeats: the same key is the same message. */
  key: clientKey,
  content: said,
  replyTo: z.number().int().positive().optional(),
  mentions: z.array(id).max(20).default([]),
  mentionAll: z.boolean().default(false),
})
export type Saying = z.infer<typeof saying>

/** A picture as shown: addresses are signed and last for days. */
const shownPicture = z.object({ url: z.string(), thumb: z.string(), width: z.number().nullable(), height: z.number().nullable() })

/** What a message holds on the wire, by kind. */
export const shown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('picture'), picture: shownPicture, alt: z.string().optional() }),
  z.object({ kind: z.literal('link'), ...linkPart.omit({ kind: true, picture: true }).shape, picture: shownPicture.optional() }),
  z.object({ kind: z.literal('card'), ...cardPart.omit({ kind: true }).shape }),
  /** A line of the house: words are under `room.notice.<name>`. */
  z.object({ kind: z.literal('system'), name: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  z.object({ kind: z.literal('recalled'), byOther: z.boolean() }),
])
export type Shown = z.infer<typeof shown>

export const author = z.object({
  kind: authorKind,
  id: z.number(),
  name: z.string(),
  avatarUrl: z.string().nullable(),
  badge: badge.nullable(),
})
export type Author = z.infer<typeof author>

/** Names a person inside a workspace: `m12` a member, `s3` a colleague. */
export const personKey = (kind: AuthorKind, personId: number): string => `${kind[0]}${personId}`

export const message = z.object({
  seq: z.number(),
  at: z.string(),
  /** The phone's own key, so that it knows its message again; empty for what the engine posted. */
  key: z.string(),
  author,
  content: shown,
  replyTo: z.object({ seq: z.number(), name: z.string(), excerpt: z.string() }).nullable(),
  mentions: z.array(z.number()),
  mentionAll: z.boolean(),
  /** `by` has the first fifty people of each. */
  reactions: z.array(z.object({ emoji: z.string(), count: z.number(), by: z.array(z.string()) })),
})
export type Message = z.infer<typeof message>

export const pin = z.object({ text: z.string(), seq: z.number().nullable(), at: z.string(), by: z.string() })
export type Pin = z.infer<typeof pin>

/** How far a phone is in a thread: last message and last change it has. */
export const place = z.object({ seq: z.coerce.number().int().min(0), rev: z.coerce.number().int().min(0) })
export type Place = z.infer<typeof place>

/** What came after a place; `reset` means too much was missed: forget the old page and start from this one. */
export const catchUp = place.extend({ reset: z.boolean(), messages: z.array(message), changed: z.array(message) })
export type CatchUp = z.infer<typeof catchUp>

export const wordAction = z.enum(['block', 'mask', 'hold'])
export type WordAction = z.infer<typeof wordAction>
export const sensitiveWord = z.object({ word: z.string().trim().min(1).max(60), action: wordAction })
export type SensitiveWord = z.infer<typeof sensitiveWord>
