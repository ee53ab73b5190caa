import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

/** Of two answers to one form the winner's stays. Forgotten: that somebody answered is counted, what they said is gone. */
export const memberRows = memberTables.of({
  tables: [
    { table: 'form_ask', key: ['form_id', 'member_id'], column: 'member_id', clash: ['form_id'], erase: 'keep' },
    {
      table: 'form_answer',
      key: ['form_id', 'member_id'],
      column: 'member_id',
      clash: ['form_id'],
      erase: { answers: sql`'{}'`, shared: sql`false` },
      exports: ['form_id', 'answers', 'answered_at'],
    },
  ],
})
