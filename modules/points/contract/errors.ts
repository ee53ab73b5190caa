import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const pointsErrors = defineErrors('points', {
  member_not_found: { status: 404 },
  entry_not_found: { status: 404 },
  not_enough: { status: 409, data: z.object({ has: z.number(), needs: z.number() }) },
  reversed_already: { status: 409 },
  reversal_of_reversal: { status: 409 },
})
