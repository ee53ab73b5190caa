import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const deliveryErrors = defineErrors('delivery', {
  not_found: { status: 404 },
  item_not_found: { status: 404 },
  item_delivered: { status: 409, data: z.object({ title: z.string(), members: z.number() }) },
  not_a_member: { status: 403 },
  still_owed: { status: 409, data: z.object({ members: z.number(), pieces: z.number() }) },
})
