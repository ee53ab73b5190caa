import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor, seenIds } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type Entry, type myPoints as mineRoute, pointsErrors, type pointsOfMember as ofMemberRoute } from '../contract/index.ts'

type Ledger = OutputOf<typeof ofMemberRoute>

/** @throws points.member_not_found */
export async function pointsOfMember(ctx: Ctx, input: InputOf<typeof ofMemberRoute>): Promise<Ledger> {
  const [memberId] = await seenIds(ctx, [input.id])
  if (memberId === undefined) throw pointsErrors.member_not_found()
  return readLedger(ctx, memberId, input)
}

export async function myPoints(ctx: Ctx, input: InputOf<typeof mineRoute>): Promise<Ledger> {
  if (ctx.actor.kind !== 'member') throw pointsErrors.member_not_found()
  return readLedger(ctx, ctx.actor.memberId, input)
}

async function readLedger(
  ctx: Ctx,
  memberId: number,
  input: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Ledger> {
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<Entry>(sql`
    select e.id, e.member_id as "memberId", e.amount, e.counter, e.reason, e.detail, e.balance, nullif(e.reverses, 0) as reverses, e.at,
      (select r.id from points_entry r where r.workspace_id = ${ctx.workspaceId} and r.reverses = e.id limit 1) as "reversedBy"
    from points_entry e where e.workspace_id = ${ctx.workspaceId} and e.member_id = ${memberId} and ${place ? sql`e.id < ${place.id}` : sql`true`}
    order by e.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const row = await ctx.db.maybe<{ balance: number }>(sql`
    select balance from points_balance where workspace_id = ${ctx.workspaceId} and member_id = ${memberId}`)
  return { items: [...page.items], next: page.next, total: null, balance: row?.balance ?? 0 }
}
