import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const taskErrors = defineErrors('task', {
  not_found: { status: 404 },
  already_closed: { status: 409, data: z.object({ state: z.string(), outcome: z.string().nullable(), by: z.string().nullable() }) },
  unknown_outcome: { status: 422, data: z.object({ outcome: z.string() }) },
  staff_not_found: { status: 404 },
})
