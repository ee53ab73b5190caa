import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

/** Forgotten: that something was delivered is counted, what they had to show is gone. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'delivery_done',
      key: ['item_id', 'member_id'],
      column: 'member_id',
      clash: ['item_id'],
      erase: { staff_id: sql`null` },
      exports: ['item_id', 'at'],
    },
    {
      table: 'delivery_result',
      key: ['community_id', 'member_id'],
      column: 'member_id',
      clash: ['community_id'],
      erase: 'delete',
      exports: ['community_id', 'text', 'at'],
    },
  ],
})
