import type { FactLoader } from '@grove/playbook-kit/server'
import sql from 'sql-template-tag'

/** What is the same for everybody in the group. */
export const communityFacts: FactLoader = {
  families: ['community.members', 'community.state'],
  load: async (ctx, { communityId }) => {
    const row = await ctx.db.maybe<{ members: number; state: string }>(sql`
      select member_count as members, state from community where workspace_id = ${ctx.workspaceId} and id = ${communityId}`)
    return new Map([[0, { 'community.members': row?.members ?? null, 'community.state': row?.state ?? null }]])
  },
}
