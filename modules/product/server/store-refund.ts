import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface Refund {
  readonly orderId: number
  readonly refund: string
  readonly amount: number
  readonly reason: string
  readonly at: Date
}

export function findRefunds(
  ctx: Ctx,
  orders: readonly { readonly id: number }[],
): Promise<Pick<Refund, 'orderId' | 'refund' | 'amount'>[]> {
  return ctx.db.rows(sql`
    select order_id as "orderId", number as refund, amount from order_refund
    where workspace_id = ${ctx.workspaceId} and order_id = any(${orders.map((one) => one.id)}::bigint[])`)
}

/** Writes refunds of locked orders, and what the orders have given back. */
export async function addRefunds(ctx: Ctx, refunds: readonly Refund[]): Promise<void> {
  await ctx.db.exec(sql`
    with made as (
      insert into order_refund (workspace_id, order_id, number, amount, reason, at)
      select ${ctx.workspaceId}, n.order_id, n.number, n.amount, n.reason, n.at
      from unnest(${refunds.map((one) => one.orderId)}::bigint[], ${refunds.map((one) => one.refund)}::text[],
        ${refunds.map((one) => one.amount)}::bigint[], ${refunds.map((one) => one.reason)}::text[],
        ${refunds.map((one) => one.at.toISOString())}::timestamptz[]) as n (order_id, number, amount, reason, at)
      returning order_id, amount),
    sums as (select order_id, sum(amount)::bigint as amount from made group by order_id)
    update shop_order o set refunded = o.refunded + s.amount from sums s where o.workspace_id = ${ctx.workspaceId} and o.id = s.order_id`)
}
