import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const sendErrors = defineErrors('send', {
  not_found: { status: 404 },
  risk_not_accepted: { status: 409, data: z.object({ count: z.number() }) },
  not_retryable: { status: 409, data: z.object({ state: z.string() }) },
  not_cancellable: { status: 409, data: z.object({ state: z.string() }) },
  nobody_to_send_to: { status: 422 },
  time_is_past: { status: 422 },
  not_waiting_for_confirmation: { status: 409 },
  unknown_variable: { status: 422, data: z.object({ name: z.string() }) },
})

export const channelErrors = defineErrors('channel', {
  unknown_kind: { status: 422, data: z.object({ kind: z.string() }) },
  account_not_found: { status: 404 },
  setting_missing: { status: 422, data: z.object({ key: z.string() }) },
  setting_wrong: { status: 422, data: z.object({ key: z.string() }) },
  account_in_use: { status: 409, data: z.object({ communities: z.number() }) },
})
