import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { taskErrors } from '../contract/index.ts'

/** Condition on alias `t` (table task): what the actor may see. Limited staff see what is theirs by name and what belongs to their groups. */
export function taskScope(ctx: Ctx): Sql {
  const { actor } = ctx
  if (actor.kind === 'system') return sql`true`
  if (actor.kind === 'member' || actor.kind === 'visitor') return sql`false`
  if (actor.scope.kind === 'all') return sql`true`
  const own = actor.kind === 'staff' ? sql`t.assignee_staff_id = ${actor.staffId}` : sql`false`
  return sql`(${own} or t.community_id in (
    select c.id from community c where c.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}))`
}

/** Condition on alias `t`: the actor's own work. Named tasks, and those nobody has in groups the actor has a post in; unnamed ones of no group are everybody's. */
export function mine(ctx: Ctx): Sql {
  if (ctx.actor.kind !== 'staff') return sql`true`
  return sql`(t.assignee_staff_id = ${ctx.actor.staffId}
    or (t.assignee_staff_id is null and (t.community_id = 0 or t.community_id in (${ownCommunities(ctx)}))))`
}

function ownCommunities(ctx: Ctx): Sql {
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0
  return sql`select cs.community_id from community_staff cs
    where cs.workspace_id = ${ctx.workspaceId} and cs.staff_id = ${staffId} and cs.until is null`
}

/** @throws task.not_found when one of them is not there or not for the actor. */
export async function requireSeen(ctx: Ctx, ids: readonly number[]): Promise<void> {
  const { seen } = await ctx.db.one<{ seen: number }>(sql`
    select count(*)::int as seen from task t where t.workspace_id = ${ctx.workspaceId} and t.id = any(${ids}::bigint[]) and ${taskScope(ctx)}`)
  if (seen < ids.length) throw taskErrors.not_found()
}
