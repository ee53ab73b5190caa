import { job } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { z } from 'zod'

const KEPT_MS = 48 * 3600_000

/** Forgets kept answers of keyed writes; after this the same key would run again. */
export const forgetKeptAnswers = job({
  name: 'identity.forget-kept-answers',
  input: z.object({}),
  maxAttempts: 3,
  cron: '17 * * * *',
  run: async (ctx) => {
    const before = new Date(ctx.clock.now().getTime() - KEPT_MS)
    await ctx.db.exec(sql`delete from idempotency where workspace_id = ${ctx.workspaceId} and created_at < ${before}`)
  },
})
