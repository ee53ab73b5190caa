import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

/** Entries move with their member and are never changed otherwise; what an entry says of the balance is what it was then. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'points_entry',
      key: ['id'],
      column: 'member_id',
      erase: { detail: sql`'{}'` },
      exports: ['amount', 'reason', 'at'],
    },
    {
      table: 'points_balance',
      key: ['member_id'],
      column: 'member_id',
      clash: [],
      combine: { balance: sql`w.balance + l.balance`, updated_at: sql`greatest(w.updated_at, l.updated_at)` },
      erase: 'keep',
      exports: ['balance'],
    },
  ],
})
