import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const questionErrors = defineErrors('question', {
  bank_not_found: { status: 404 },
  not_found: { status: 404 },
  key_taken: { status: 409, data: z.object({ key: z.string() }) },
  stem_taken: { status: 409 },
  bank_full: { status: 422, data: z.object({ most: z.number() }) },
  too_few: { status: 409, data: z.object({ has: z.number(), needs: z.number() }) },
  import_not_found: { status: 404 },
  import_empty: { status: 422 },
  import_columns: { status: 422, data: z.object({ missing: z.string() }) },
  import_too_large: { status: 413, data: z.object({ rows: z.number() }) },
  import_unreadable: { status: 422, data: z.object({ line: z.number() }) },
  import_old_excel: { status: 422 },
})
