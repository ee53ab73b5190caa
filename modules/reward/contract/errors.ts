import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const rewardErrors = defineErrors('reward', {
  not_found: { status: 404 },
  issue_not_found: { status: 404 },
  member_not_found: { status: 404 },
  key_taken: { status: 409, data: z.object({ key: z.string() }) },
  unknown_reward: { status: 409, data: z.object({ reward: z.string() }) },
  none_left: { status: 409, data: z.object({ reward: z.string() }) },
  below_issued: { status: 409, data: z.object({ issued: z.number() }) },
  wrong_kind: { status: 409 },
  redeemed_already: { status: 409, data: z.object({ at: z.string() }) },
  expired: { status: 409, data: z.object({ at: z.string() }) },
  not_open: { status: 409, data: z.object({ state: z.string() }) },
  no_codes: { status: 422 },
})
