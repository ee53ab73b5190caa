import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Counts again what some members bought, from their orders; the orders of the same transaction are in it. */
export async function refreshBuyers(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  const ids = [...new Set(memberIds)].sort((a, b) => a - b)
  if (ids.length === 0) return
  await ctx.db.exec(sql`
    insert into buyer as b (workspace_id, member_id, currency, orders, net, first_at, last_at)
    select ${ctx.workspaceId}, o.member_id, o.currency, (count(*) filter (where o.refunded < o.amount or o.amount = 0))::int,
      sum(o.amount - o.refunded)::bigint, min(o.paid_at) filter (where o.refunded < o.amount or o.amount = 0),
      max(o.paid_at) filter (where o.refunded < o.amount or o.amount = 0)
    from shop_order o where o.workspace_id = ${ctx.workspaceId} and o.member_id = any(${ids}::bigint[])
    group by o.member_id, o.currency order by o.member_id, o.currency
    on conflict (workspace_id, member_id, currency) do update set orders = excluded.orders, net = excluded.net, first_at = excluded.first_at,
      last_at = excluded.last_at
    where (b.orders, b.net, b.first_at, b.last_at) is distinct from (excluded.orders, excluded.net, excluded.first_at, excluded.last_at)`)
}

/** Locks the members' records, so that two who sum up the same member do it one after the other. */
export async function lockBuyers(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    select m.id from member m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${[...new Set(memberIds)]}::bigint[]) order by m.id
    for no key update`)
}
