import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const standingErrors = defineErrors('standing', {
  not_found: { status: 404 },
  bad_rule: { status: 422, data: z.object({ rule: z.number(), reason: z.string() }) },
  /** Two questions of a rule that rule each other out. */
  rule_opposed: { status: 422, data: z.object({ rule: z.number(), question: z.string(), against: z.string() }) },
  /** The same condition as an earlier rule: it never decides. */
  rule_twice: { status: 422, data: z.object({ rule: z.number(), first: z.number() }) },
  bad_cuts: { status: 422 },
  segment_twice: { status: 422, data: z.object({ key: z.string() }) },
  step_unknown: { status: 422, data: z.object({ step: z.number() }) },
  override_past: { status: 422 },
  already_counting: { status: 409 },
  community_needed: { status: 403 },
  span_too_long: { status: 422, data: z.object({ periods: z.number() }) },
})
