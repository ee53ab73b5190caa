import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const syncErrors = defineErrors('sync', {
  account_not_found: { status: 404 },
  group_not_found: { status: 404 },
  staff_not_found: { status: 404 },
  person_not_found: { status: 404 },
  handover_busy: { status: 409 },
  handover_nobody: { status: 422 },
  handover_nothing: { status: 422 },
  handover_not_supported: { status: 422 },
  group_taken: { status: 409, data: z.object({ name: z.string() }) },
})
