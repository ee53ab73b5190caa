import { job } from '@grove/kernel/server'
import { z } from 'zod'
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
