import type { FactKey, Facts, FactValue } from '@grove/condition-kit/contract'
import { type FactRequest, factLoaders } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

const DAY = 86_400_000

/** How a member stands to the community of a run, and the community itself (under member 0). */
export const communityFacts = factLoaders.of({
  families: ['member.role', 'member.joined_days', 'community.members', 'community.state'],
  load: async (ctx, request) => {
    const facts = new Map<number, Facts>()
    if (wants(request, 'community.')) facts.set(0, await ofCommunity(ctx, request))
    if (wants(request, 'member.')) for (const [id, one] of await ofMembers(ctx, request)) facts.set(id, one)
    return facts
  },
})

function wants(request: FactRequest, prefix: string): boolean {
  return request.keys.some((key) => key.startsWith(prefix))
}

async function ofCommunity(ctx: Ctx, request: FactRequest): Promise<Facts> {
  const row = await ctx.db.maybe<{ members: number; state: string }>(sql`
    select member_count as members, state from community where workspace_id = ${ctx.workspaceId} and id = ${request.communityId}`)
  return row ? { 'community.members': row.members, 'community.state': row.state } : {}
}

async function ofMembers(ctx: Ctx, request: FactRequest): Promise<Map<number, Facts>> {
  const rows = await ctx.db.rows<{ id: number; role: string; joinedAt: Date }>(sql`
    select member_id as id, role, joined_at as "joinedAt" from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${request.communityId} and member_id = any(${request.memberIds}::bigint[])
      and state = 'active'`)
  return new Map(
    rows.map((row) => {
      const facts: Record<FactKey, FactValue> = {
        'member.role': row.role,
        'member.joined_days': Math.floor((request.now.getTime() - row.joinedAt.getTime()) / DAY),
      }
      return [row.id, facts]
    }),
  )
}
