import { eventsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, prepareConditions } from '@grove/condition-kit/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { conditionsOf } from '../domain/conditions-of.ts'
import { applyMoves } from './apply-moves.ts'
import { movers } from './judge.ts'
import { type BookRow, booksOf } from './store-rule.ts'
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
  readonly causes: Readonly<Record<string, number>>
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
  const kinds = conditionKindsOf(ctx.app)
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
    const heard = conditionsOf(book).map((condition) => eventsOf(condition, kinds))
    const wanted = rows.map((row) => {
      const { event, eventId } = causeOf(why.get(row.id)?.causes ?? {}, heard[row.rule] ?? heard.flat())
      const told = { by: 'rule' as const, version, ...(row.rule >= 0 && { rule: row.rule }), event, ...(eventId > 0 && { eventId }) }
      return { memberId: row.id, from: row.from, to: row.to, cause: told }
    })
    await applyMoves(ctx, ladder, wanted)
  }
  await books.reduce((before, book) => before.then(() => judge(book)), Promise.resolve())
  return { more: dirty.length === BATCH }
}

/** Kinds that this module concludes from others; they name a cause only when nothing else does. */
const CONCLUDED = ['member.first_active', 'member.woke_up', 'member.tier_moved', 'member.group_moved']

/** The latest event that the rule listens to; else the latest that is not a conclusion of ours; else that time passed. */
function causeOf(causes: Readonly<Record<string, number>>, heard: readonly string[]): { event: string; eventId: number } {
  const all = Object.entries(causes)
    .filter(([, eventId]) => eventId > 0)
    .map(([event, eventId]) => ({ event, eventId }))
    .toSorted((a, b) => b.eventId - a.eventId)
  const own = all.filter((one) => !CONCLUDED.includes(one.event))
  const listened = (list: typeof all) => list.find((one) => heard.includes(one.event))
  return listened(own) ?? listened(all) ?? own[0] ?? all[0] ?? { event: 'time', eventId: 0 }
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
    returning d.member_id as "memberId", d.causes, d.bought`)
}
