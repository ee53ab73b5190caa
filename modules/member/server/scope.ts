import { type Ctx, extensionPoint } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'

/**
 * Which members a limited actor sees, told by modules that know groups: a `select member_id …` statement, or null when the module has no say.
 * Customers that carry the actor as their owner are added to the scope of those who see their own.
 */
export const memberScopes = extensionPoint<(ctx: Ctx) => Sql | null>('member.scopes')

/** The member list's filter by community, which belongs to a higher module. */
export interface CommunityFilter {
  /** Condition on alias `m`. */
  readonly where: (ctx: Ctx, id: number) => Sql
  /** What there is to choose from, the newest first: `select id, name …`. */
  readonly choices: (ctx: Ctx) => Sql
}
export const communityFilter = extensionPoint<CommunityFilter>('member.community-filter')

/** The member list's filter by segment, which belongs to a higher module too: made the same way. */
export const segmentFilter = extensionPoint<CommunityFilter>('member.segment-filter')

export function filterBySegment(ctx: Ctx, segmentId: number): Sql {
  const filters = ctx.app.registry.all(segmentFilter).map((filter) => filter.where(ctx, segmentId))
  return filters.length ? join(filters, ' and ') : NOTHING
}

const EVERYTHING = sql`true`
const NOTHING = sql`false`

/** Condition on alias `m` (table member) for what the actor may see; every statement for a person carries it. */
export function memberScope(ctx: Ctx): Sql {
  const { actor } = ctx
  if (actor.kind === 'system') return EVERYTHING
  if (actor.kind === 'visitor') return NOTHING
  if (actor.kind === 'member') return sql`m.id = ${actor.memberId} and m.erased_at is null`
  if (actor.scope.kind === 'all') return EVERYTHING
  const parts = ctx.app.registry.all(memberScopes).flatMap((scope) => scope(ctx) ?? [])
  // A chapter may hold a large share of all members: then walking the list and probing is better, and the planner can tell.
  if (actor.scope.kind === 'chapter') return parts.length ? sql`m.id in (${join(parts, ' union ')})` : NOTHING
  if (actor.kind === 'staff')
    parts.push(sql`select o.id from member o where o.workspace_id = ${ctx.workspaceId} and o.owner_staff_id = ${actor.staffId}`)
  return parts.length ? sql`m.id = any(array(${join(parts, ' union ')}))` : NOTHING
}

export function filterByCommunity(ctx: Ctx, communityId: number): Sql {
  const filters = ctx.app.registry.all(communityFilter).map((filter) => filter.where(ctx, communityId))
  return filters.length ? join(filters, ' and ') : NOTHING
}
