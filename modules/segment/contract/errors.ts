import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

const place = z.object({ kind: z.string(), id: z.number(), name: z.string() })

export const segmentErrors = defineErrors('segment', {
  not_found: { status: 404 },
  name_taken: { status: 409, data: z.object({ name: z.string() }) },
  bad_condition: { status: 422, data: z.object({ path: z.string(), question: z.string() }) },
  too_deep: { status: 422, data: z.object({ depth: z.number(), questions: z.number() }) },
  needs_community: { status: 422, data: z.object({ question: z.string() }) },
  contradiction: { status: 422, data: z.object({ question: z.string(), why: z.enum(['always_false', 'empty']) }) },
  /** Two questions that rule each other out. */
  opposed: { status: 422, data: z.object({ question: z.string(), against: z.string() }) },
  unknown_thing: { status: 422, data: z.object({ what: z.string(), key: z.string(), question: z.string() }) },
  /** No event of this name can happen to a member; `close` tells those called much like it. */
  unknown_event: { status: 422, data: z.object({ event: z.string(), close: z.string() }) },
  circular: { status: 422, data: z.object({ path: z.string() }) },
  too_costly: { status: 422, data: z.object({ cost: z.number(), max: z.number() }) },
  in_use: { status: 409, data: z.object({ places: z.array(place), names: z.string() }) },
  not_live: { status: 409 },
  not_a_list: { status: 409 },
  too_many: { status: 422, data: z.object({ max: z.number() }) },
  rule_taken: { status: 409, data: z.object({ tag: z.string() }) },
  rule_not_found: { status: 404 },
})
