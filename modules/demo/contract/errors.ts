import { defineErrors } from '@grove/kernel/contract'

export const demoErrors = defineErrors('demo', {
  not_found: { status: 404 },
})
