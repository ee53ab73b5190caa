import type { Ctx } from '@grove/kernel/server'
import { communityFilter, memberScopes } from '@grove/member/server'
import { orderPlaces } from '@grove/product/server'
import sql, { type Sql } from 'sql-template-tag'

/** Condition on alias `c` (table community) for what the actor may see; every statement for a person carries it. */
export function communityScope(ctx: Ctx): Sql {
  const { actor } = ctx
  if (actor.kind === 'system') return sql`true`
  if (actor.kind === 'visitor') return sql`false`
  if (actor.kind === 'member')
    return sql`exists (select 1 from membership cm where cm.workspace_id = ${ctx.workspaceId} and cm.community_id = c.id
      and cm.member_id = ${actor.memberId} and cm.state = 'active')`
  if (actor.scope.kind === 'all') return sql`true`
  if (actor.scope.kind === 'chapter') return sql`c.chapter = any(${actor.scope.chapters}::text[])`
  if (actor.kind === 'apiKey') return sql`false`
  return sql`exists (select 1 from community_staff cs where cs.workspace_id = ${ctx.workspaceId} and cs.community_id = c.id
    and cs.staff_id = ${actor.staffId} and cs.until is null)`
}

/** Members of the communities that a limited actor serves. */
export const scopeByCommunity = memberScopes.of((ctx) => {
  const { actor } = ctx
  if (actor.kind !== 'staff' && actor.kind !== 'apiKey') return null
  return sql`
    select ms.member_id from community c
    join membership ms on ms.workspace_id = ${ctx.workspaceId} and ms.community_id = c.id and ms.state = 'active'
    where c.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}`
})

/** The member list's filter by community: those who are in it now. */
export const filterMembers = communityFilter.of({
  members: (ctx, communityId) => sql`select ms.member_id from membership ms
    where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${communityId} and ms.state = 'active'`,
  choices: (ctx, { text, id }) => sql`
    select c.id, c.name from community c where c.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}
      and ${text ? sql`position(lower(${text}) in lower(c.name)) > 0` : sql`true`} and ${id ? sql`c.id = ${id}` : sql`true`}
    order by c.id desc limit 50`,
})

/** Communities that an order may be owed to. */
export const placeOrders = orderPlaces.of(async (ctx, communityIds) => {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select c.id from community c where c.workspace_id = ${ctx.workspaceId} and c.id = any(${communityIds}::bigint[]) and ${communityScope(ctx)}`)
  return rows.map((row) => row.id)
})
