import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const identityErrors = defineErrors('identity', {
  already_set_up: { status: 409 },
  wrong_credentials: { status: 401 },
  sign_in_throttled: { status: 429, data: z.object({ retryAfterSeconds: z.number() }) },
  password_weak: { status: 422, data: z.object({ reason: z.enum(['too_short', 'too_common', 'contains_login']) }) },
  wrong_password: { status: 403 },
  login_taken: { status: 409 },
  no_workspace: { status: 403 },
  last_head: { status: 409 },
  own_place: { status: 409 },
  head_only: { status: 403 },
  head_rights_fixed: { status: 409 },
  right_unknown: { status: 422, data: z.object({ right: z.string() }) },
  right_not_held: { status: 403, data: z.object({ right: z.string() }) },
  invitation_gone: { status: 404 },
  already_staff: { status: 409 },
  sign_in_first: { status: 409 },
  expiry_past: { status: 422 },
})
