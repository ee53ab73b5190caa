import { defineErrors } from '@grove/kernel/contract'

export const productErrors = defineErrors('order', {
  not_found: { status: 404 },
  import_empty: { status: 422 },
  import_no_number: { status: 422 },
  import_no_amount: { status: 422 },
  import_no_time: { status: 422 },
  import_no_buyer: { status: 422 },
  import_not_found: { status: 404 },
})
