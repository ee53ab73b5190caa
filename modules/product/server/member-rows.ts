import { forgetInAudit } from '@grove/identity/server'
import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'
import { refreshBuyers } from './store-buyer.ts'

/** Orders are the books: they stay when somebody is forgotten, under the number of a record without a name. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'shop_order',
      key: ['id'],
      column: 'member_id',
      erase: 'keep',
      exports: ['shop', 'number', 'paid_at', 'currency', 'amount', 'refunded', 'product_line'],
    },
    { table: 'buyer', key: ['member_id', 'currency'], column: 'member_id', clash: ['currency'], erase: 'keep' },
  ],
  settle: refreshBuyers,
  eventWords: { 'order.refunded': sql`t.data || '{"reason":""}'` },
  forget: async (ctx, { memberId }) => {
    const orders = await ctx.db.rows<{ id: number }>(sql`
      update order_refund r set reason = '' from shop_order o
      where o.workspace_id = ${ctx.workspaceId} and o.member_id = ${memberId} and r.workspace_id = ${ctx.workspaceId} and r.order_id = o.id
      returning o.id`)
    await forgetInAudit(ctx, { kind: 'order', ids: orders.map((one) => one.id) })
  },
})
