import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const figureErrors = defineErrors('figure', {
  not_found: { status: 404 },
  span_too_long: { status: 422, data: z.object({ days: z.number() }) },
})
