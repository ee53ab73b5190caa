import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const sidebarErrors = defineErrors('sidebar', {
  account_not_found: { status: 404 },
  sign_in_stale: { status: 403 },
  not_of_company: { status: 403 },
  not_linked: { status: 403, data: z.object({ name: z.string() }) },
  platform_silent: { status: 503 },
  address_foreign: { status: 422 },
  member_not_found: { status: 404 },
  member_erased: { status: 404, data: z.object({ externalId: z.string() }) },
  group_not_found: { status: 404 },
  script_not_found: { status: 404 },
})
