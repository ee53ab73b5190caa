import type { WorkspaceId } from '@grove/kernel/contract'
import { type App, type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { ImportRowError } from '../../contract/index.ts'
import { applyMade, applyRows, IdentityRace } from './apply-rows.ts'
import { type Batch, prepareBatch } from './prepare-batch.ts'
import { rejectsOf } from './rejects.ts'
import { addTally, claimImport, endImport, type ImportRecord, insertErrors, insertRejects } from './store.ts'
import { type End, writeWords } from './write-words.ts'

/** Errors shown of one import; all are counted, and all their rows are in the error file. */
export const KEPT_ERRORS = 1000

/** The next batch is read and understood while the database works on this one. */
const aheadOf = new WeakMap<App, Map<string, Promise<Batch | undefined>>>()

/** Where the import of this process stands behind a batch in which everybody was new: the next one begins without a look. */
const following = new WeakMap<App, { readonly workspaceId: WorkspaceId; readonly record: ImportRecord }>()

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
      select workspace_id as id from member_import where state = 'running'
      union select workspace_id from member_import_met where not worded order by 1`)
    return rows.map((row) => row.id)
  },
  run: async (ctx) => {
    const { more } = await importStep(ctx)
    return { more: more || (await wordsStep(ctx, undefined)) }
  },
})

/** Words of people of one import, or of those that were stopped before their end; two transactions at once, for which a second processor is free now. */
async function wordsStep(ctx: Ctx, importId: number | undefined): Promise<boolean> {
  const some = (from: End) =>
    ctx.inTx(async (tx) => {
      await tx.db.exec(sql`set local synchronous_commit = off`)
      return writeWords(tx, importId, from)
    })
  return (await Promise.all([some('first'), some('last')])).includes(true)
}

/** One batch of one running import; behind the last one the words by which its people are found, then its end. */
export async function importStep(ctx: Ctx, importId?: number): Promise<{ more: boolean }> {
  const followed = following.get(ctx.app)
  const trusted = followed?.workspaceId === ctx.workspaceId && followed.record.id === (importId ?? followed.record.id)
  const seen = trusted ? followed.record : await ctx.inTx((tx) => claimImport(tx, importId))
  if (!seen) return { more: false }
  const batch = await prepared(ctx, seen, { likelyNew: trusted })
  if (!batch && (await wordsStep(ctx, seen.id))) return { more: true }
  if (batch) prefetch(ctx, { ...seen, nextChunk: seen.nextChunk + 1 }, { likelyNew: trusted })
  following.delete(ctx.app)
  let stands = true
  try {
    const next = await ctx.inTx(async (tx): Promise<ImportRecord | undefined> => {
      const record = await claimImport(tx, seen.id)
      stands = record?.nextChunk === seen.nextChunk
      if (!record || !stands) return undefined
      if (!batch) {
        // The end waits for the disk, and so for all that came before.
        await tx.db.exec(sql`set local synchronous_commit = on`)
        await endImport(tx, record.id, 'done')
        return undefined
      }
      const { tally, faults } = 'made' in batch ? await applyMade(tx, batch.made, record.id) : await applyRows(tx, batch.rows, record.id)
      await keepFaults(tx, record, batch, [...batch.faults, ...faults])
      const taken = tally.created + tally.updated + tally.unchanged
      const failed = batch.count - taken
      await addTally(tx, record.id, { ...tally, done: batch.count, failed })
      // A batch of new people is most often followed by another.
      return tally.created === taken && tally.created > 0 ? { ...record, nextChunk: record.nextChunk + 1 } : undefined
    })
    if (batch && 'made' in batch) batch.spent()
    if (next) following.set(ctx.app, { workspaceId: ctx.workspaceId, record: next })
  } catch (error) {
    // Somebody has one of the identities: the batch runs again, looks, and sees them.
    if (!(error instanceof IdentityRace)) throw error
    if (batch && 'rows' in batch) shelf(ctx).set(keyOf(ctx, seen), Promise.resolve(batch))
  }
  // It was stopped, or somebody else went on with it.
  return trusted && !stands ? importStep(ctx, importId) : { more: true }
}

async function keepFaults(tx: Ctx, record: ImportRecord, batch: Batch, faults: readonly ImportRowError[]): Promise<void> {
  if (faults.length === 0) return
  const all = faults.toSorted((a, b) => a.line - b.line)
  const room = KEPT_ERRORS - record.failed
  if (room > 0) await insertErrors(tx, record.id, all.slice(0, room))
  await insertRejects(tx, record.id, record.nextChunk, rejectsOf(batch.source(), all))
}

function shelf(ctx: Ctx): Map<string, Promise<Batch | undefined>> {
  const known = aheadOf.get(ctx.app) ?? new Map<string, Promise<Batch | undefined>>()
  aheadOf.set(ctx.app, known)
  return known
}

const keyOf = (ctx: Ctx, record: ImportRecord) => `${ctx.workspaceId}:${record.id}:${record.nextChunk}`

function prefetch(ctx: Ctx, record: ImportRecord, expected: Expected): void {
  const waiting = shelf(ctx)
  // A stopped or moved import leaves a batch behind; the newest few are all that is kept.
  for (const key of [...waiting.keys()].slice(0, -4)) waiting.delete(key)
  const next = prepareBatch(ctx, record, expected)
  next.catch(() => waiting.delete(keyOf(ctx, record)))
  waiting.set(keyOf(ctx, record), next)
}

async function prepared(ctx: Ctx, record: ImportRecord, expected: Expected): Promise<Batch | undefined> {
  const waiting = shelf(ctx)
  const ready = await waiting.get(keyOf(ctx, record))
  waiting.delete(keyOf(ctx, record))
  // People made ready in vain: the batch before held somebody who was known.
  const inVain = ready && 'made' in ready && !expected.likelyNew
  return ready && !inVain ? ready : prepareBatch(ctx, record, expected)
}

interface Expected {
  readonly likelyNew: boolean
}
