import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

const KEPT_MINUTES = 10

/**
 * Notes that members did something just now (spoke, joined, answered). Written at most every ten minutes a member, and a row somebody else
 * holds is passed over, so that a lively group costs next to nothing.
 */
export function markActive(ctx: Ctx, memberIds: readonly number[], at: Date = ctx.clock.now()): Promise<void> {
  return markActiveAt(
    ctx,
    [...new Set(memberIds)].map((memberId) => ({ memberId, at })),
  )
}

/** The same of things that were done before now, each member once. */
export async function markActiveAt(ctx: Ctx, acts: readonly { readonly memberId: number; readonly at: Date }[]): Promise<void> {
  if (acts.length === 0) return
  await ctx.db.exec(sql`
    with free as (
      select m.id, a.at from unnest(${acts.map((one) => one.memberId)}::bigint[], ${acts.map((one) => one.at)}::timestamptz[]) as a (id, at)
      join member m on m.id = a.id
      where m.workspace_id = ${ctx.workspaceId} and m.id = any(${acts.map((one) => one.memberId)}::bigint[])
        and (m.last_active_at < a.at - ${KEPT_MINUTES}::int * interval '1 minute' or (m.last_active_at = m.created_at and m.last_active_at < a.at))
      order by m.id for no key update of m skip locked)
    update member m set last_active_at = f.at from free f where m.workspace_id = ${ctx.workspaceId} and m.id = f.id`)
}
