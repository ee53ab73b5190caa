import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const productErrors = defineErrors('order', {
  not_found: { status: 404 },
  import_empty: { status: 422 },
  import_column_missing: { status: 422, data: z.object({ column: z.enum(['number', 'amount', 'paidAt', 'buyer']) }) },
  import_not_found: { status: 404 },
})
