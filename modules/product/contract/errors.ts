import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const productErrors = defineErrors('order', {
  not_found: { status: 404 },
  import_no_number: { status: 422 },
  import_no_amount: { status: 422 },
  import_no_time: { status: 422 },
  import_no_buyer: { status: 422 },
  import_column_twice: { status: 422, data: z.object({ column: z.string() }) },
  import_not_found: { status: 404 },
})
