import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

export const memberRows = memberTables.of({
  tables: [
    {
      table: 'task',
      key: ['id'],
      column: 'member_id',
      // Both had the same task: the loser's stays under a number of its own.
      set: ({ winnerId }) => ({
        occurrence: sql`case when t.source <> 2 and exists (select 1 from task w where w.workspace_id = t.workspace_id and w.source = t.source
          and w.run_id = t.run_id and w.step_id = t.step_id and w.occurrence = t.occurrence and w.community_id = t.community_id
          and w.member_id = ${winnerId}) then -t.id else t.occurrence end`,
      }),
      erase: { body: sql`null`, why: sql`null`, note: sql`null` },
      exports: ['kind', 'state', 'title', 'created_at', 'done_at', 'outcome'],
    },
  ],
})
