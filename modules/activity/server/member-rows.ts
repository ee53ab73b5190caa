import { forgetInAudit } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
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
      // Both sent one under the same key: the loser's stays, with its votes, under a key of its own.
      set: ({ loserId }) => ({ key: sql`t.key || ${`~${loserId}`}` }),
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
  settle: recountVotes,
  forget: async (ctx, { memberId }) => {
    const entries = await ctx.db.rows<{ activityId: number; id: number }>(sql`
      select e.activity_id as "activityId", e.id from activity_entry e
      where e.workspace_id = ${ctx.workspaceId} and e.member_id = ${memberId}`)
    const part = { key: 'entryId', ids: entries.map((one) => one.id) }
    await forgetInAudit(ctx, { kind: 'activity', ids: [...new Set(entries.map((one) => one.activityId))] }, part)
  },
})

/** Votes of the entries that these members voted for: of two votes of one person one is left. */
async function recountVotes(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    update activity_entry e set votes = n.votes
    from (
      select v.activity_id, v.entry_id, count(*)::int as votes from activity_vote v
      where v.workspace_id = ${ctx.workspaceId} and (v.activity_id, v.entry_id) in (
        select o.activity_id, o.entry_id from activity_vote o
        where o.workspace_id = ${ctx.workspaceId} and o.member_id = any(${memberIds}::bigint[]))
      group by v.activity_id, v.entry_id) n
    where e.workspace_id = ${ctx.workspaceId} and e.activity_id = n.activity_id and e.id = n.entry_id and e.votes <> n.votes`)
}
