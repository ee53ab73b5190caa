import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

export const memberRows = memberTables.of({
  tables: [
    {
      table: 'playbook_track',
      key: ['run_id', 'member_id'],
      column: 'member_id',
      clash: ['run_id'],
      erase: 'delete',
      exports: ['run_id', 'since'],
      // Where nobody was left the place is gone, and a record that comes back has nothing to go on from.
      revivable: sql`exists (
        select 1 from playbook_place p where p.workspace_id = b.workspace_id and p.run_id = b.run_id and p.id = b.place_id)`,
    },
  ],
})
