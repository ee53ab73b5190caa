import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const syncErrors = defineErrors('sync', {
  account_not_found: { status: 404 },
  group_not_found: { status: 404 },
  group_taken: { status: 409, data: z.object({ name: z.string() }) },
})
