import { job } from '@grove/kernel/server'
import { z } from 'zod'
import { deleteOldBulks } from './bulk/store.ts'
import { changeKeys } from './change-keys.ts'
import { deleteStaleImports } from './store-import.ts'

const KEPT_DAYS = 2
const UNDO_DAYS = 30

/** Bulk changes can be undone for thirty days. */
export const tidyBulks = job({
  name: 'member.tidy-bulks',
  input: z.object({}),
  maxAttempts: 3,
  cron: '40 19 * * *',
  run: async (ctx) => {
    await deleteOldBulks(ctx, new Date(ctx.clock.now().getTime() - UNDO_DAYS * 86_400_000))
  },
})

/** Uploads that nobody started are let go after two days. */
export const tidyImports = job({
  name: 'member.tidy-imports',
  input: z.object({}),
  maxAttempts: 3,
  cron: '20 19 * * *',
  run: async (ctx) => {
    await deleteStaleImports(ctx, new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000))
  },
})

/** After a start with a new key: what older keys sealed moves to it during the night, when `grove rotate-keys` has not done so before. */
export const changeKeysJob = job({
  name: 'member.change-keys',
  input: z.object({}),
  maxAttempts: 3,
  cron: '50 18 * * *',
  run: async (ctx) => {
    await changeKeys(ctx)
  },
})
