import { addDays, startOfDay } from '@grove/calendar'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberErrors } from '@grove/member/contract'
import { memberScope, pageOfRows, readMomentCursor, seenIds } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { listOrders as listRoute, Order, OrderFilter, Purchases, memberPurchases as purchasesRoute } from '../contract/index.ts'

/** Counted exactly up to here; beyond it the answer is "more than". */
const COUNTED = 2000

/** Orders of members one may see, the latest payment first: two statements. */
export async function listOrders(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const where = whereOf(ctx, input)
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<Order & { key: string }>(sql`
    select o.id, o.shop, o.number, o.member_id as "memberId", m.display_name as "memberName", o.amount, o.refunded, o.currency,
      o.product_line as "productLine", o.product, o.source, o.paid_at as "paidAt", o.community_id as "communityId", o.run_id as "runId", o.step,
      o.paid_at::text as key
    from shop_order o join member m on m.workspace_id = ${ctx.workspaceId} and m.id = o.member_id
    where ${where} and ${place ? sql`(o.paid_at, o.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by o.paid_at desc, o.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(({ key: _key, ...row }) => row)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const total = page.next === null ? { count: items.length, exact: true } : await countOrders(ctx, where)
  return { items, next: page.next, total }
}

async function countOrders(ctx: Ctx, where: Sql): Promise<{ count: number; exact: boolean }> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*) as count from (
      select 1 from shop_order o join member m on m.workspace_id = ${ctx.workspaceId} and m.id = o.member_id
      where ${where} limit ${COUNTED + 1}) c`)
  return { count: Math.min(count, COUNTED), exact: count <= COUNTED }
}

function whereOf(ctx: Ctx, filter: OrderFilter): Sql {
  const parts: Sql[] = [sql`o.workspace_id = ${ctx.workspaceId}`, memberScope(ctx)]
  if (filter.memberId) parts.push(sql`o.member_id = ${filter.memberId}`)
  if (filter.communityId) parts.push(sql`o.community_id = ${filter.communityId}`)
  if (filter.productLine) parts.push(sql`o.product_line = ${filter.productLine}`)
  if (filter.source) parts.push(sql`o.source = ${filter.source}`)
  if (filter.number) parts.push(sql`o.number >= ${filter.number} and o.number < ${`${filter.number}\u{10ffff}`}`)
  if (filter.from) parts.push(sql`o.paid_at >= ${new Date(startOfDay(filter.from, ctx.zone))}`)
  if (filter.to) parts.push(sql`o.paid_at < ${new Date(startOfDay(addDays(filter.to, 1), ctx.zone))}`)
  if (filter.refunded !== undefined) parts.push(filter.refunded ? sql`o.refunded > 0` : sql`o.refunded = 0`)
  return join(parts, ' and ')
}

export async function listProductLines(ctx: Ctx): Promise<{ items: string[] }> {
  const rows = await ctx.db.rows<{ name: string }>(sql`
    select name from product_line where workspace_id = ${ctx.workspaceId} order by name limit 500`)
  return { items: rows.map((row) => row.name) }
}

/** @throws member.not_found */
export async function memberPurchases(ctx: Ctx, input: InputOf<typeof purchasesRoute>): Promise<OutputOf<typeof purchasesRoute>> {
  const [id] = await seenIds(ctx, [input.id])
  if (id === undefined) throw memberErrors.not_found()
  const items = await ctx.db.rows<Purchases>(sql`
    select currency, orders, net, first_at as "firstAt", last_at as "lastAt" from buyer
    where workspace_id = ${ctx.workspaceId} and member_id = ${id} order by net desc, currency`)
  return { items }
}
