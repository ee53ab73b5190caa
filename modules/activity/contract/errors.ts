import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const activityErrors = defineErrors('activity', {
  not_found: { status: 404 },
  entry_not_found: { status: 404 },
  unknown_script: { status: 409, data: z.object({ script: z.string() }) },
  starts_in_past: { status: 422 },
  no_community: { status: 404 },
  unknown_reward: { status: 409 },
  unknown_bank: { status: 409, data: z.object({ bank: z.string() }) },
  nothing_to_choose: { status: 422 },
  wrong_condition: { status: 422 },
  over: { status: 409 },
  not_running: { status: 409 },
  not_yet: { status: 409 },
  late: { status: 409 },
  not_in_group: { status: 403 },
  not_allowed: { status: 403 },
  not_for_staff: { status: 403 },
  no_such_option: { status: 422 },
  none_left: { status: 409 },
  no_entries: { status: 409 },
  picture_needed: { status: 422 },
  picture_not_found: { status: 404 },
  entries_used_up: { status: 409, data: z.object({ most: z.number() }) },
  votes_used_up: { status: 409, data: z.object({ most: z.number() }) },
  own_entry: { status: 409 },
})
