import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'
import { unmetRequirement } from './threshold.ts'

export const communityErrors = defineErrors('community', {
  not_found: { status: 404 },
  move_not_allowed: { status: 409, data: z.object({ from: z.string(), to: z.string() }) },
  state_forbids: { status: 409, data: z.object({ state: z.string(), action: z.string() }) },
  lifetime_exceeded: { status: 422, data: z.object({ hours: z.number() }) },
  closes_in_past: { status: 422 },
  capacity_below_members: { status: 422, data: z.object({ members: z.number() }) },
  channel_unknown: { status: 422, data: z.object({ channel: z.string() }) },
  not_open: { status: 409, data: z.object({ state: z.string() }) },
  full: { status: 409, data: z.object({ capacity: z.number() }) },
  already_in: { status: 409 },
  may_not_rejoin: { status: 403 },
  not_a_member: { status: 404 },
  name_needed: { status: 422 },
  threshold_unmet: { status: 403, data: z.object({ missing: z.array(unmetRequirement) }) },
  invitation_invalid: { status: 422 },
  invitation_used_up: { status: 409 },
  invitation_not_found: { status: 404 },
  application_open: { status: 409 },
  application_not_needed: { status: 409 },
  application_not_found: { status: 404 },
  application_decided: { status: 409, data: z.object({ state: z.string() }) },
  answer_missing: { status: 422, data: z.object({ question: z.string() }) },
  reason_needed: { status: 422 },
  staff_not_found: { status: 422 },
  staff_already: { status: 409 },
  same_community: { status: 422 },
})
