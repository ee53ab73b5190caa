import { type Ctx, extensionPoint } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'

/**
 * Which members a limited actor sees, told by modules that know groups: a `select member_id …` statement, or null when the module has no say.
 * Customers that carry the actor as their owner are added to the scope of those who see their own.
 */
export const memberScopes = extensionPoint<(ctx: Ctx) => Sql | null>('member.scopes')

/** Those with these letters in their name, or the one of this number. */
export interface ChoiceLook {
  readonly text?: string | undefined
  readonly id?: number | undefined
}

/** The member list's filter by community, which belongs to a higher module. */
export interface CommunityFilter {
  /** Who is in it: `select member_id …`. */
  readonly members: (ctx: Ctx, id: number) => Sql
  /** What there is to choose from, the newest first: `select id, name …`. */
  readonly choices: (ctx: Ctx, look: ChoiceLook) => Sql
  /** Those that members may be put into by hand: of segments, the lists. */
  readonly lists?: (ctx: Ctx) => Sql
}
export const communityFilter = extensionPoint<CommunityFilter>('member.community-filter')

/** The member list's filter by segment, which belongs to a higher module too: made the same way. */
export const segmentFilter = extensionPoint<CommunityFilter>('member.segment-filter')

export const membersOfCommunity = (ctx: Ctx, communityId: number): Sql =>
  ctx.app.registry.all(communityFilter)[0]?.members(ctx, communityId) ?? NO_MEMBERS

export const membersOfSegment = (ctx: Ctx, segmentId: number): Sql =>
  ctx.app.registry.all(segmentFilter)[0]?.members(ctx, segmentId) ?? NO_MEMBERS

export const NO_MEMBERS = sql`select null::bigint where false`
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

/** The numbers of those the actor may see, `select member_id …`; null for everybody. */
export function scopeMembers(ctx: Ctx): Sql | null {
  const { actor } = ctx
  if (actor.kind === 'system') return null
  if (actor.kind === 'visitor') return NO_MEMBERS
  if (actor.kind === 'member') return sql`select ${actor.memberId}::bigint`
  if (actor.scope.kind === 'all') return null
  const parts = scopeParts(ctx)
  if (actor.scope.kind === 'own' && actor.kind === 'staff')
    parts.push(sql`select o.id from member o where o.workspace_id = ${ctx.workspaceId} and o.owner_staff_id = ${actor.staffId}`)
  return parts.length ? join(parts, ' union all ') : NO_MEMBERS
}

const scopeParts = (ctx: Ctx): Sql[] => ctx.app.registry.all(memberScopes).flatMap((scope) => scope(ctx) ?? [])
