import { job } from '@grove/kernel/server'
import { z } from 'zod'
import { deleteOldBulks } from './bulk/store.ts'
import { changeKeys } from './change-keys.ts'
import { findDuplicates } from './find-duplicates.ts'
import { deleteStaleImports } from './import/store.ts'

/** Days that are kept: an upload nobody started, a stopped import, the history of one that is over. */
const WAITING_DAYS = 2
const STOPPED_DAYS = 7
const OVER_DAYS = 90
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

/** Uploads that nobody started, stopped imports and old histories are let go. */
export const tidyImports = job({
  name: 'member.tidy-imports',
  input: z.object({}),
  maxAttempts: 3,
  cron: '20 19 * * *',
  run: async (ctx) => {
    const ago = (days: number) => new Date(ctx.clock.now().getTime() - days * 86_400_000)
    await deleteStaleImports(ctx, { waiting: ago(WAITING_DAYS), stopped: ago(STOPPED_DAYS), over: ago(OVER_DAYS) })
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

/** Proposes records that may be one person, every night. */
export const findDuplicatesJob = job({
  name: 'member.find-duplicates',
  input: z.object({}),
  maxAttempts: 3,
  cron: '10 19 * * *',
  run: async (ctx) => {
    await findDuplicates(ctx)
  },
})
