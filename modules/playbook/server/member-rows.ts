import { memberTables } from '@grove/member/server'

export const memberRows = memberTables.of({
  tables: [
    {
      table: 'playbook_track',
      key: ['run_id', 'member_id'],
      column: 'member_id',
      clash: ['run_id'],
      erase: 'delete',
      exports: ['run_id', 'state', 'anchor_day'],
    },
  ],
})
