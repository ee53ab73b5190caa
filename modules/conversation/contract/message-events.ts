import { eventKind } from '@grove/kernel/contract'
import { z } from 'zod'

/** `thread` 0 is the room; otherwise the private thread with that member. */
const place = z.object({ thread: z.number(), seq: z.number() })

/** Somebody spoke. `memberId` is the speaker, absent for staff. What the engine posts is told by `send.sent`. */
export const messagePosted = eventKind('message.posted', place.extend({ kind: z.string(), staffId: z.number().optional() }), {
  zh: '发言',
  en: 'Spoke',
})
/** A member answered a post of the community: by quoting it, or with the letter of an option. `touch` names the send. */
export const messageAnswered = eventKind(
  'message.answered',
  place.extend({ toSeq: z.number(), touch: z.string(), option: z.string().nullable() }),
  { zh: '回答了选项', en: 'Answered' },
)
export const messageReacted = eventKind(
  'message.reacted',
  place.extend({ emoji: z.string(), on: z.boolean(), staffId: z.number().optional() }),
  { zh: '点了表情', en: 'Reacted' },
)
export const messageRecalled = eventKind('message.recalled', place.extend({ byOther: z.boolean() }), {
  zh: '撤回发言',
  en: 'Took a message back',
})
/** A word that needs a look held a member's message back. */
export const messageHeld = eventKind('message.held', z.object({ heldId: z.number(), thread: z.number(), words: z.array(z.string()) }), {
  zh: '发言待审',
  en: 'A message was held for a look',
})
export const messageHeldDecided = eventKind('message.held_decided', z.object({ heldId: z.number(), approved: z.boolean() }), {
  zh: '待审发言有结果',
  en: 'A held message was decided',
})
export const noticePinned = eventKind('notice.pinned', z.object({ text: z.string(), seq: z.number().nullable() }))
export const noticeUnpinned = eventKind('notice.unpinned', z.object({}))

export const messageEvents = [
  messagePosted,
  messageAnswered,
  messageReacted,
  messageRecalled,
  messageHeld,
  messageHeldDecided,
  noticePinned,
  noticeUnpinned,
] as const
