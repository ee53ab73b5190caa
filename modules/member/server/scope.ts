import { type Ctx, extensionPoint } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'

/**
 * Which members a limited actor sees, told by modules that know groups: a `select member_id …` statement, or null when the module has no say.
 * Customers that carry the actor as their owner are added here.
 */
export const memberScopes = extensionPoint<(ctx: Ctx) => Sql | null>('member.scopes')

/** A filter of the member list that belongs to a higher module: a condition on alias `m` for a value of `communityId`. */
export const communityFilter = extensionPoint<(ctx: Ctx, communityId: number) => Sql>('member.community-filter')

const EVERYTHING = sql`true`
const NOTHING = sql`false`

/** Condition on alias `m` (table member) for what the actor may see; every statement for a person carries it. */
export function memberScope(ctx: Ctx): Sql {
  const { actor } = ctx
  if (actor.kind === 'system') return EVERYTHING
  if (actor.kind === 'visitor') return NOTHING
  if (actor.kind === 'member') return sql`m.id = ${actor.memberId}`
  if (actor.scope.kind === 'all') return EVERYTHING
  const parts = ctx.app.registry.all(memberScopes).flatMap((scope) => scope(ctx) ?? [])
  if (actor.kind === 'staff')
    parts.push(sql`select o.id from member o where o.workspace_id = ${ctx.workspaceId} and o.owner_staff_id = ${actor.staffId}`)
  if (parts.length === 0) return NOTHING
  return sql`m.id = any(array(${join(parts, ' union ')}))`
}

export function filterByCommunity(ctx: Ctx, communityId: number): Sql {
  const filters = ctx.app.registry.all(communityFilter).map((filter) => filter(ctx, communityId))
  return filters.length ? join(filters, ' and ') : NOTHING
}
