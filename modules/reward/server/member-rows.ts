import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

/** A piece moves with its member. Forgotten: what was given is counted, where it went and the words are gone. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'reward_issue',
      key: ['id'],
      column: 'member_id',
      erase: { address_sealed: sql`null`, why: sql`''` },
      exports: ['reward_id', 'why', 'state', 'issued_at'],
    },
  ],
})
