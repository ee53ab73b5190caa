import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

const KEPT_MINUTES = 10

/**
 * Notes that members did something just now (spoke, joined, answered). Written at most every ten minutes a member, and a row somebody else
 * holds is passed over, so that a lively group costs next to nothing.
 */
export async function markActive(ctx: Ctx, memberIds: readonly number[], at: Date = ctx.clock.now()): Promise<void> {
  if (memberIds.length === 0) return
  const stale = new Date(at.getTime() - KEPT_MINUTES * 60_000)
  await ctx.db.exec(sql`
    with free as (
      select id from member where workspace_id = ${ctx.workspaceId} and id = any(${[...new Set(memberIds)]}::bigint[])
        and (last_active_at < ${stale} or (last_active_at = created_at and last_active_at < ${at}))
      order by id for no key update skip locked)
    update member m set last_active_at = ${at} from free f where m.workspace_id = ${ctx.workspaceId} and m.id = f.id`)
}
