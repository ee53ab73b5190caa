import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const memberErrors = defineErrors('member', {
  not_found: { status: 404 },
  identity_taken: { status: 409, data: z.object({ channel: z.string(), memberId: z.number().optional() }) },
  tag_not_found: { status: 404 },
  tag_name_taken: { status: 409, data: z.object({ name: z.string() }) },
  too_many: { status: 422, data: z.object({ max: z.number() }) },
  unknown_owner: { status: 422 },
  import_not_found: { status: 404 },
  import_not_waiting: { status: 409, data: z.object({ state: z.string() }) },
  import_empty: { status: 422 },
  import_not_csv: { status: 422, data: z.object({ line: z.number(), reason: z.string() }) },
  import_too_large: { status: 413, data: z.object({ maxMegabytes: z.number() }) },
  import_no_key_column: { status: 422 },
  import_column_twice: { status: 422, data: z.object({ field: z.string() }) },
})
