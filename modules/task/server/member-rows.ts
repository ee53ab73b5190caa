import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'
import { forgetInTasks } from './forget-in-tasks.ts'

/** What a task about somebody who was forgotten is called. */
const GONE = JSON.stringify({ key: 'task.forgotten', params: {} })
const TITLE = `{"title":${GONE}}`

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
      erase: { title: sql`${GONE}::jsonb`, body: sql`null`, script: sql`null`, why: sql`null`, note: sql`null` },
      exports: ['kind', 'state', 'title', 'created_at', 'done_at', 'outcome'],
    },
  ],
  eventWords: {
    'task.opened': sql`t.data || ${TITLE}::jsonb`,
    'task.done': sql`t.data || ${TITLE}::jsonb || case when t.data #> '{answer,key}' is null then '{"answer":{"text":"…"}}'::jsonb else '{}' end`,
    'task.expired': sql`t.data || ${TITLE}::jsonb`,
    'task.cancelled': sql`t.data || ${TITLE}::jsonb`,
  },
  forget: forgetInTasks,
})
