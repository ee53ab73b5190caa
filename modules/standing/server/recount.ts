import { prepareConditions } from '@grove/condition-kit/server'
import { enqueue } from '@grove/jobs'
import { audit, type Ctx, job } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { z } from 'zod'
import { type Ladder, standingErrors } from '../contract/index.ts'
import { conditionsOf } from '../domain/conditions-of.ts'
import { applyMoves } from './apply-moves.ts'
import { movers } from './judge.ts'
import { beginCount, endCount, readCount, stepCount, waitingCount } from './store-count.ts'
import { type BookRow, booksOf } from './store-rule.ts'
import { readSettings, writeCuts } from './store-settings.ts'
import { countCuts, ensureRows, refreshRfm, refreshScores } from './store-standing.ts'

const BATCH = 5000
/** A count that has said nothing for this long has lost its process. */
const STALE_MS = 30 * 60_000

/** Everything anew for the whole workspace: scores, RFM, rules. One set-based pass a question, then the moves in batches. */
export const recount = job({
  name: 'standing.recount',
  input: z.object({}),
  maxAttempts: 3,
  cron: '40 19 * * *',
  run: async (ctx) => countAll(ctx),
})

export async function countAll(ctx: Ctx): Promise<void> {
  await beginCount(ctx)
  try {
    const { settings } = await readSettings(ctx)
    await ensureRows(ctx, 'all')
    await stepCount(ctx, { phase: 'score' })
    await refreshScores(ctx, settings.score, 'all')
    await stepCount(ctx, { phase: 'rfm' })
    const cuts = settings.rfm.mode === 'fixed' ? settings.rfm.cuts : await countCuts(ctx, settings.rfm)
    if (settings.rfm.mode === 'quantile') await writeCuts(ctx, cuts)
    await refreshRfm(ctx, settings.rfm, cuts, 'all')
    const books = await booksOf(ctx)
    const all = async (book: BookRow) => {
      await stepCount(ctx, { phase: book.ladder })
      await findMoves(ctx, book)
      await makeMoves(ctx, book)
    }
    // One ladder after the other: groups may ask for tiers.
    await books.reduce((before, book) => before.then(() => all(book)), Promise.resolve())
    await endCount(ctx, 'done')
  } catch (error) {
    if (error instanceof Cancelled) return
    await endCount(ctx, 'failed')
    throw error
  }
}

class Cancelled extends Error {}

/** Who stands elsewhere than the rules say: one statement over all members. */
async function findMoves(ctx: Ctx, { ladder, book }: BookRow): Promise<void> {
  const compiled = await prepareConditions(ctx, conditionsOf(book))
  await ctx.inTx(async (tx) => {
    await tx.db.exec(sql`delete from standing_pending where workspace_id = ${tx.workspaceId} and ladder = ${ladder}`)
    const total = await tx.db.exec(sql`
      insert into standing_pending (workspace_id, ladder, member_id, from_step, to_step, rule)
      select ${tx.workspaceId}, ${ladder}, x.id, x.from_step, x.to_step, x.rule from (${movers(tx, ladder, book, compiled, sql`true`)}) x`)
    await stepCount(tx, { phase: ladder, total })
  })
}

async function makeMoves(ctx: Ctx, { ladder, version }: BookRow): Promise<void> {
  for (;;) {
    const count = await ctx.inTx(async (tx) => {
      const state = await readCount(tx)
      if (state?.state !== 'running') throw new Cancelled()
      const rows = await takePending(tx, ladder)
      const cause = (rule: number) => ({ by: 'rule' as const, version, event: 'count', ...(rule >= 0 && { rule }) })
      const moved = await applyMoves(
        tx,
        ladder,
        rows.map((row) => ({ ...row, cause: cause(row.rule) })),
      )
      await stepCount(tx, { phase: ladder, done: rows.length, moved })
      return rows.length
    })
    if (count < BATCH) return
  }
}

interface Pending {
  readonly memberId: number
  readonly from: number
  readonly to: number
  readonly rule: number
}

function takePending(ctx: Ctx, ladder: Ladder): Promise<Pending[]> {
  return ctx.db.rows<Pending>(sql`
    with taken as (
      select p.member_id from standing_pending p where p.workspace_id = ${ctx.workspaceId} and p.ladder = ${ladder}
      order by p.member_id limit ${BATCH})
    delete from standing_pending p using taken t where p.workspace_id = ${ctx.workspaceId} and p.ladder = ${ladder} and p.member_id = t.member_id
    returning p.member_id as "memberId", p.from_step as "from", p.to_step as "to", p.rule`)
}

/** @throws standing.already_counting */
export async function startCount(ctx: Ctx): Promise<Record<string, never>> {
  return ctx.inTx(async (tx) => {
    const now = tx.clock.now()
    if (!(await waitingCount(tx, new Date(now.getTime() - STALE_MS)))) throw standingErrors.already_counting()
    await enqueue(tx, recount, {}, { key: 'all' })
    await audit(tx, { verb: 'standing.count', target: { kind: 'workspace', id: tx.workspaceId } })
    return {}
  })
}

export async function cancelCount(ctx: Ctx): Promise<Record<string, never>> {
  return ctx.inTx(async (tx) => {
    await endCount(tx, 'cancelled')
    await audit(tx, { verb: 'standing.count_cancel', target: { kind: 'workspace', id: tx.workspaceId } })
    return {}
  })
}
