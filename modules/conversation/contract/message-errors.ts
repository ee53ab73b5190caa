import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const roomErrors = defineErrors('room', {
  not_found: { status: 404 },
  not_a_member: { status: 403 },
  /** The community's state takes no messages now. */
  closed: { status: 409, data: z.object({ state: z.string() }) },
  muted: { status: 403, data: z.object({ until: z.string() }) },
  too_fast: { status: 429, data: z.object({ retryAfterSeconds: z.number() }) },
  word_blocked: { status: 422, data: z.object({ words: z.string() }) },
  /** Kept for a person to look at; nobody else sees it yet. */
  held: { status: 409 },
  message_not_found: { status: 404 },
  already_recalled: { status: 409 },
  recall_too_late: { status: 403, data: z.object({ minutes: z.number() }) },
  only_moderators: { status: 403 },
  not_this_person: { status: 403 },
  mention_all_not_allowed: { status: 403 },
  picture_not_found: { status: 422 },
  held_not_found: { status: 404 },
  held_decided: { status: 409 },
  too_many_words: { status: 422, data: z.object({ max: z.number() }) },
})
