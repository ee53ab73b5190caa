import { defineErrors } from '@grove/kernel/contract'

export const demoErrors = defineErrors('demo', {
  already_building: { status: 409 },
  not_found: { status: 404 },
})
