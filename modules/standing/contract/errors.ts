import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const standingErrors = defineErrors('standing', {
  not_found: { status: 404 },
  bad_rule: { status: 422, data: z.object({ rule: z.number(), reason: z.string() }) },
  bad_cuts: { status: 422 },
  segment_twice: { status: 422, data: z.object({ key: z.string() }) },
  step_unknown: { status: 422, data: z.object({ step: z.number() }) },
  override_past: { status: 422 },
  already_counting: { status: 409 },
  community_needed: { status: 403 },
  span_too_long: { status: 422, data: z.object({ periods: z.number() }) },
})
