import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { NewOrder } from '../contract/index.ts'

export interface OwnedOrder extends NewOrder {
  readonly memberId: number
}
export interface StoredOrder {
  readonly id: number
  readonly shop: string
  readonly number: string
  readonly memberId: number
  readonly counted: boolean
  readonly amount: number
  readonly refunded: number
  readonly currency: string
  readonly productLine: string | null
  readonly product: string | null
  readonly source: string | null
  readonly paidAt: Date
  readonly communityId: number | null
  readonly runId: number | null
}

const COLUMNS = sql`o.id, o.shop, o.number, o.member_id as "memberId", m.kind = 'member' as counted, o.amount, o.refunded, o.currency,
  o.product_line as "productLine", o.product, o.source, o.paid_at as "paidAt", o.community_id as "communityId", o.run_id as "runId"`

export function orderKey(one: { readonly shop: string; readonly number: string }): string {
  return JSON.stringify([one.shop, one.number])
}

export function findOrders(ctx: Ctx, orders: readonly { readonly shop: string; readonly number: string }[]): Promise<StoredOrder[]> {
  return ctx.db.rows<StoredOrder>(sql`
    select ${COLUMNS} from unnest(${orders.map((one) => one.shop)}::text[], ${orders.map((one) => one.number)}::text[]) as n (shop, number)
    join shop_order o on o.workspace_id = ${ctx.workspaceId} and o.shop = n.shop and o.number = n.number
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = o.member_id`)
}

/** Locks the orders of some numbers, in one order. */
export function lockOrders(ctx: Ctx, orders: readonly { readonly shop: string; readonly number: string }[]): Promise<StoredOrder[]> {
  return ctx.db.rows<StoredOrder>(sql`
    select ${COLUMNS} from shop_order o join member m on m.workspace_id = ${ctx.workspaceId} and m.id = o.member_id
    where o.workspace_id = ${ctx.workspaceId} and (o.shop, o.number) in (
      select n.shop, n.number from unnest(${orders.map((one) => one.shop)}::text[], ${orders.map((one) => one.number)}::text[]) as n (shop, number))
    order by o.id for update of o`)
}

/** Numbers that are there already are passed over. */
export function insertOrders(ctx: Ctx, orders: readonly OwnedOrder[]): Promise<StoredOrder[]> {
  if (orders.length === 0) return Promise.resolve([])
  return ctx.db.rows<StoredOrder>(sql`
    with o as (
      insert into shop_order (workspace_id, shop, number, member_id, amount, currency, product_line, product, source, paid_at, community_id, run_id,
        step, created_at)
      select ${ctx.workspaceId}, n.shop, n.number, n.member_id, n.amount, n.currency, n.product_line, n.product, n.source, n.paid_at,
        n.community_id, n.run_id, n.step, ${ctx.clock.now()}
      from unnest(${orders.map((one) => one.shop)}::text[], ${orders.map((one) => one.number)}::text[], ${orders.map((one) => one.memberId)}::bigint[],
        ${orders.map((one) => one.amount)}::bigint[], ${orders.map((one) => one.currency)}::text[], ${orders.map((one) => one.productLine)}::text[],
        ${orders.map((one) => one.product)}::text[], ${orders.map((one) => one.source)}::text[],
        ${orders.map((one) => new Date(one.paidAt).toISOString())}::timestamptz[], ${orders.map((one) => one.communityId)}::bigint[],
        ${orders.map((one) => one.runId)}::bigint[], ${orders.map((one) => one.step)}::text[])
        as n (shop, number, member_id, amount, currency, product_line, product, source, paid_at, community_id, run_id, step)
      order by n.shop, n.number
      on conflict (workspace_id, shop, number) do nothing
      returning id, shop, number, member_id, amount, refunded, currency, product_line, product, source, paid_at, community_id, run_id)
    select ${COLUMNS} from o join member m on m.workspace_id = ${ctx.workspaceId} and m.id = o.member_id order by o.id`)
}

export async function keepProductLines(ctx: Ctx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await ctx.db.exec(sql`
    insert into product_line (workspace_id, name) select ${ctx.workspaceId}, n from unnest(${names}::text[]) n order by n on conflict do nothing`)
}
