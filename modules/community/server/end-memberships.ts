import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { communityMemberLeft } from '../contract/index.ts'

interface Ended {
  readonly communityId: number
  readonly memberId: number
  readonly counted: boolean
}

/** The community is over: everybody leaves, open applications are closed. The communities are locked by the caller. */
export async function endAllMemberships(ctx: Ctx, communityIds: readonly number[]): Promise<void> {
  const ended = await ctx.db.rows<Ended>(sql`
    update membership set state = 'left', left_at = ${ctx.clock.now()}, leave_kind = 'dissolved', leave_reason = null, muted_until = null
    where workspace_id = ${ctx.workspaceId} and community_id = any(${communityIds}::bigint[]) and state = 'active'
    returning community_id as "communityId", member_id as "memberId", counted`)
  await ctx.db.exec(sql`
    update application set state = 'withdrawn', decided_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and community_id = any(${communityIds}::bigint[]) and state in ('waiting', 'interview')`)
  await ctx.db.exec(sql`
    update community set headcount = 0, member_count = 0 where workspace_id = ${ctx.workspaceId} and id = any(${communityIds}::bigint[])`)
  await emit(
    ctx,
    ended.map((one) => ({
      kind: communityMemberLeft,
      communityId: one.communityId,
      memberId: one.memberId,
      counted: one.counted,
      data: { how: 'dissolved', reason: null },
    })),
  )
}
