import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type SendState, sendErrors } from '../contract/index.ts'
import { type ClaimedSend, IDENTITY } from './send-row.ts'

export interface LockedSend extends Omit<ClaimedSend, 'orphan'> {
  readonly state: SendState
  readonly reason: string | null
}

/** Sends a person decides about, locked; attempts as made so far. @throws send.not_found when one is not there or not theirs to see */
export async function lockSends(ctx: Ctx, ids: readonly number[]): Promise<LockedSend[]> {
  const wanted = [...new Set(ids)]
  const rows = await ctx.db.rows<LockedSend>(sql`
    select ${IDENTITY}, s.content_id as "contentId", s.attempts as attempt, s.expires_at as "expiresAt", s.touch_day as "touchDay", s.state, s.reason
    from send s join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
    where s.workspace_id = ${ctx.workspaceId} and s.id = any(${wanted}::bigint[]) and ${communityScope(ctx)}
    order by s.id for update of s`)
  if (rows.length < wanted.length) throw sendErrors.not_found()
  return rows
}
