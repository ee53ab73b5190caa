import { forgetInAudit } from '@grove/identity/server'
import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

/** One person has one answer, one prize, one vote: of two the winner's stays. Forgotten: figures stay, words go. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'activity_answer',
      key: ['activity_id', 'round', 'member_id'],
      column: 'member_id',
      clash: ['activity_id', 'round'],
      erase: 'keep',
      exports: ['activity_id', 'round', 'choice', 'at'],
    },
    {
      table: 'activity_win',
      key: ['activity_id', 'round', 'member_id'],
      column: 'member_id',
      clash: ['activity_id', 'round'],
      erase: 'keep',
      exports: ['activity_id', 'award', 'prize', 'at'],
    },
    {
      table: 'activity_entry',
      key: ['activity_id', 'id'],
      column: 'member_id',
      erase: { text: sql`''`, media_id: sql`null`, reply: sql`''`, hidden: sql`true` },
      exports: ['activity_id', 'text', 'at'],
    },
    {
      table: 'activity_vote',
      key: ['activity_id', 'entry_id', 'member_id'],
      column: 'member_id',
      clash: ['activity_id', 'entry_id'],
      erase: 'keep',
    },
  ],
  forget: async (ctx, { memberId }) => {
    const entries = await ctx.db.rows<{ activityId: number; id: number }>(sql`
      select e.activity_id as "activityId", e.id from activity_entry e
      where e.workspace_id = ${ctx.workspaceId} and e.member_id = ${memberId}`)
    const part = { key: 'entryId', ids: entries.map((one) => one.id) }
    await forgetInAudit(ctx, { kind: 'activity', ids: [...new Set(entries.map((one) => one.activityId))] }, part)
  },
})
