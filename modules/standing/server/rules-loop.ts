import { prepareConditions } from '@grove/condition-kit/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { applyMoves } from './apply-moves.ts'
import { movers } from './judge.ts'
import { type BookRow, booksOf, conditionsOf } from './store-rule.ts'
import { readSettings, writeCuts } from './store-settings.ts'
import { countCuts, ensureRows, refreshRfm, refreshScores } from './store-standing.ts'

const BATCH = 2000

/** Asks the rules again for members that something happened to: a batch at a time, set by set. */
export const rulesLoop = dueLoop({
  name: 'standing.rules',
  wakeOn: ['standing'],
  everyMs: 5000,
  due: async (ctx: SystemCtx) => {
    const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
      select w.id from workspace w where exists (select 1 from standing_dirty d where d.workspace_id = w.id) order by w.id`)
    return rows.map((row) => row.id)
  },
  run: (ctx) => ctx.inTx(judgeDirty),
})

interface Dirty {
  readonly memberId: number
  readonly event: string
  readonly eventId: number | null
  readonly bought: boolean
}

async function judgeDirty(ctx: Ctx): Promise<{ more: boolean }> {
  const dirty = await takeDirty(ctx)
  if (dirty.length === 0) return { more: false }
  const ids = dirty.map((one) => one.memberId)
  await refresh(
    ctx,
    ids,
    dirty.some((one) => one.bought),
  )
  const why = new Map(dirty.map((one) => [one.memberId, one]))
  const books = await booksOf(ctx)
  const compiled = await prepareConditions(
    ctx,
    books.flatMap((one) => conditionsOf(one.book)),
  )
  // One ladder after the other: groups may ask for the tier that was just given.
  const judge = async ({ ladder, version, book }: BookRow) => {
    const rows = await ctx.db.rows<{ id: number; from: number; to: number; rule: number }>(sql`
      select x.id, x.from_step as "from", x.to_step as "to", x.rule from (${movers(ctx, ladder, book, compiled, sql`m.id = any(${ids}::bigint[])`)}) x`)
    const wanted = rows.map((row) => {
      const one = why.get(row.id)
      return {
        memberId: row.id,
        from: row.from,
        to: row.to,
        cause: {
          by: 'rule' as const,
          version,
          ...(row.rule >= 0 && { rule: row.rule }),
          event: one?.event ?? 'time',
          ...(one?.eventId && { eventId: one.eventId }),
        },
      }
    })
    await applyMoves(ctx, ladder, wanted)
  }
  await books.reduce((before, book) => before.then(() => judge(book)), Promise.resolve())
  return { more: dirty.length === BATCH }
}

async function refresh(ctx: Ctx, ids: readonly number[], bought: boolean): Promise<void> {
  const { settings, cuts } = await readSettings(ctx)
  await ensureRows(ctx, ids)
  await refreshScores(ctx, settings.score, ids)
  if (!bought) return
  const known = cuts ?? (await countCuts(ctx, settings.rfm))
  if (!cuts && known) await writeCuts(ctx, known)
  await refreshRfm(ctx, settings.rfm, known, ids)
}

function takeDirty(ctx: Ctx): Promise<Dirty[]> {
  return ctx.db.rows<Dirty>(sql`
    with taken as (
      select d.member_id from standing_dirty d where d.workspace_id = ${ctx.workspaceId} order by d.member_id limit ${BATCH} for update skip locked)
    delete from standing_dirty d using taken t where d.workspace_id = ${ctx.workspaceId} and d.member_id = t.member_id
    returning d.member_id as "memberId", d.event, d.event_id as "eventId", d.bought`)
}
