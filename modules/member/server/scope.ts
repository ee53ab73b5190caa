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
  /** Those that members may be put into by hand: of segments, the lists. */
  readonly lists?: (ctx: Ctx) => Sql
}
export const communityFilter = extensionPoint<CommunityFilter>('member.community-filter')

/** The member list's filter by segment, which belongs to a higher module too: made the same way. */
export const segmentFilter = extensionPoint<CommunityFilter>('member.segment-filter')

export function filterBySegment(ctx: Ctx, segmentId: number): Sql {
  const filters = ctx.app.registry.all(segmentFilter).map((filter) => filter.where(ctx, segmentId))
  return filters.length ? join(filters, ' and ') : NOTHING
}

/** How many memberships a limited actor sees and how many there are: one row of `in_scope`, `in_all`; told by the module that counts them. */
export const memberScopeSizes = extensionPoint<(ctx: Ctx) => Sql | null>('member.scope-sizes')

const EVERYTHING = sql`true`
const NOTHING = sql`false`

/** Condition on alias `m` (table member), or another column of member numbers, for what the actor may see; every statement for a person carries it. */
export function memberScope(ctx: Ctx, member: Sql = sql`m.id`): Sql {
  const { actor } = ctx
  if (actor.kind === 'system') return EVERYTHING
  if (actor.kind === 'visitor') return NOTHING
  if (actor.kind === 'member')
    return sql`${member} = ${actor.memberId} and exists (select 1 from member e
      where e.workspace_id = ${ctx.workspaceId} and e.id = ${actor.memberId} and e.erased_at is null)`
  if (actor.scope.kind === 'all') return EVERYTHING
  const parts = scopeParts(ctx)
  // A chapter may hold a large share of all members: the planner chooses how they are gathered.
  if (actor.scope.kind === 'chapter') return parts.length ? sql`${member} in (${join(parts, ' union ')})` : NOTHING
  if (actor.kind === 'staff')
    parts.push(sql`select o.id from member o where o.workspace_id = ${ctx.workspaceId} and o.owner_staff_id = ${actor.staffId}`)
  return parts.length ? sql`${member} = any(array(${join(parts, ' union ')}))` : NOTHING
}

/** The same for a page of a wide scope: each member the walk comes by is looked up. `offset 0` keeps the planner from gathering all first. */
export function memberScopeByProbe(ctx: Ctx): Sql {
  const parts = scopeParts(ctx)
  return parts.length ? sql`exists (select 1 from (${join(parts, ' union all ')}) p where p.member_id = m.id offset 0)` : NOTHING
}

/** For chapters, which may be anything from a handful to most members; the other scopes are small. */
export function scopeSizes(ctx: Ctx): Sql | null {
  if (!('scope' in ctx.actor) || ctx.actor.scope.kind !== 'chapter') return null
  return ctx.app.registry.all(memberScopeSizes).map((sizes) => sizes(ctx))[0] ?? null
}

const scopeParts = (ctx: Ctx): Sql[] => ctx.app.registry.all(memberScopes).flatMap((scope) => scope(ctx) ?? [])

export function filterByCommunity(ctx: Ctx, communityId: number): Sql {
  const filters = ctx.app.registry.all(communityFilter).map((filter) => filter.where(ctx, communityId))
  return filters.length ? join(filters, ' and ') : NOTHING
}
