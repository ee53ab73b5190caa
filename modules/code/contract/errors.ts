import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const codeErrors = defineErrors('code', {
  not_found: { status: 404 },
  account_not_found: { status: 404 },
  target_unknown: { status: 422, data: z.object({ name: z.string() }) },
  nobody: { status: 422 },
  no_group: { status: 422 },
  ended: { status: 409 },
})
