import { forgetInAudit } from '@grove/identity/server'
import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

/** A piece moves with its member. Forgotten: what was given is counted, where it went and the words are gone. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'reward_issue',
      key: ['id'],
      column: 'member_id',
      erase: { address_sealed: sql`null`, why: sql`''`, carrier: sql`''`, tracking: sql`''` },
      exports: ['reward_id', 'why', 'state', 'issued_at'],
    },
  ],
  forget: async (ctx, { memberId }) => {
    const issues = await ctx.db.rows<{ id: number }>(sql`
      select i.id from reward_issue i where i.workspace_id = ${ctx.workspaceId} and i.member_id = ${memberId}`)
    await forgetInAudit(ctx, { kind: 'reward_issue', ids: issues.map((one) => one.id) })
  },
})
