import { memberTables } from '@grove/member/server'

/** Who spoke or answered, by number only: nothing personal, and figures need it. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'figure_speaker',
      key: ['community_id', 'day', 'member_id'],
      column: 'member_id',
      clash: ['community_id', 'day'],
      erase: 'keep',
    },
    {
      table: 'figure_answer',
      key: ['run_id', 'step_id', 'occurrence', 'member_id'],
      column: 'member_id',
      clash: ['run_id', 'step_id', 'occurrence'],
      erase: 'keep',
    },
  ],
})
