import { job } from '@grove/kernel/server'
import { z } from 'zod'
import { changeKeys } from './change-keys.ts'
import { deleteStaleImports } from './store-import.ts'

const KEPT_DAYS = 2

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
