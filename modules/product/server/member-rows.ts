import { memberTables } from '@grove/member/server'
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
})
