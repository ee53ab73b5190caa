import type { WorkspaceId } from '@grove/kernel/contract'
import { type App, type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { applyRows, IdentityRace } from './import-batch.ts'
import { ImportSession } from './import-session.ts'
import { addTally, claimImport, endImport, type ImportRecord, insertErrors } from './store-import.ts'

const BATCH = 1000
/** Errors kept of one import; all are counted. */
export const KEPT_ERRORS = 1000

/** Files being read by this process, by workspace and import: the next batch goes on where the last one stopped. */
const sessionsOf = new WeakMap<App, Map<string, ImportSession>>()

/**
 * Imports as due work rather than one long job: one batch, one transaction, with its progress. A killed worker loses nothing and
 * any other goes on at once; two never work on the same import.
 */
export const importLoop = dueLoop({
  name: 'member.imports',
  wakeOn: ['member.imports'],
  everyMs: 5000,
  due: async (ctx: SystemCtx) => {
    const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
      select distinct workspace_id as id from member_import where state = 'running' order by 1`)
    return rows.map((row) => row.id)
  },
  run: (ctx) => importStep(ctx),
})

/** One batch of one running import. */
export async function importStep(ctx: Ctx, importId?: number): Promise<{ more: boolean }> {
  const seen = await ctx.inTx((tx) => claimImport(tx, importId))
  if (!seen) return { more: false }
  const session = await sessionOf(ctx, seen)
  const batch = await session.batch(BATCH)
  try {
    const state = await ctx.inTx(async (tx) => {
      const record = await claimImport(tx, seen.id)
      if (!record || record.done !== session.position) return 'elsewhere'
      if (batch.size === 0) {
        await endImport(tx, record.id, 'done')
        return 'done'
      }
      const { tally, faults } = await applyRows(tx, batch.rows, record.id)
      const all = [...batch.faults, ...faults].toSorted((a, b) => a.line - b.line)
      const room = KEPT_ERRORS - record.failed
      if (all.length && room > 0) await insertErrors(tx, record.id, all.slice(0, room))
      await addTally(tx, record.id, { ...tally, done: batch.size, failed: batch.size - batch.rows.length + tally.failed })
      return 'more'
    })
    if (state === 'more') session.commit()
    else await forget(ctx, seen.id)
    return { more: true }
  } catch (error) {
    if (error instanceof IdentityRace) return { more: true }
    await forget(ctx, seen.id)
    throw error
  }
}

async function sessionOf(ctx: Ctx, record: ImportRecord): Promise<ImportSession> {
  const key = `${ctx.workspaceId}:${record.id}`
  const sessions = sessionsOf.get(ctx.app) ?? new Map<string, ImportSession>()
  sessionsOf.set(ctx.app, sessions)
  const known = sessions.get(key)
  if (known && known.position === record.done) return known
  await known?.close()
  const fresh = new ImportSession(ctx, record)
  sessions.set(key, fresh)
  await fresh.open(record.done)
  return fresh
}

async function forget(ctx: Ctx, importId: number): Promise<void> {
  const key = `${ctx.workspaceId}:${importId}`
  const sessions = sessionsOf.get(ctx.app)
  await sessions?.get(key)?.close()
  sessions?.delete(key)
}
