import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface RunCommunity {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly state: string
  readonly members: number
}

/** Those of these communities that the actor may see. */
export const visibleCommunities = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<RunCommunity>(sql`
    select c.id, c.name, c.type, c.state, c.member_count as members from community c
    where c.workspace_id = ${ctx.workspaceId} and c.id = any(${ids}::bigint[]) and ${communityScope(ctx)} order by c.id`)
