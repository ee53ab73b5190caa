import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { CommunityForm, CommunityState, CommunityType } from '../contract/index.ts'
import { communityScope } from './scope.ts'

export interface CommunityRecord extends CommunityForm {
  readonly id: number
  readonly type: CommunityType
  readonly state: CommunityState
  readonly publicCode: string
  readonly lifetimeHours: number | null
  readonly memberCount: number
  readonly headcount: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export const RECORD = sql`c.id, c.type, c.name, c.state, c.channel, c.public_code as "publicCode", c.capacity, c.product_line as "productLine",
  c.positioning, c.promise, c.connection, c.rules, c.announcement, c.welcome, c.threshold, c.options, c.chapter, c.opens_at as "opensAt",
  c.closes_at as "closesAt", c.lifetime_hours as "lifetimeHours", c.member_count as "memberCount", c.headcount, c.created_at as "createdAt",
  c.updated_at as "updatedAt"`

/** One community the actor may see, its row locked: whoever changes counts or state holds this first. */
export function lockCommunity(ctx: Ctx, id: number): Promise<CommunityRecord | undefined> {
  return ctx.db.maybe<CommunityRecord>(sql`
    select ${RECORD} from community c where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} and ${communityScope(ctx)} for update of c`)
}

/** The same by its public code, for people at the door, who are in no scope yet. */
export function lockByCode(ctx: Ctx, code: string): Promise<CommunityRecord | undefined> {
  return ctx.db.maybe<CommunityRecord>(sql`
    select ${RECORD} from community c where c.workspace_id = ${ctx.workspaceId} and c.public_code = ${code.toUpperCase()} for update`)
}

export type NewCommunity = CommunityForm & {
  readonly type: CommunityType
  readonly state: CommunityState
  readonly lifetimeHours: number | null
  readonly nextMoveAt: Date | null
}

/** Makes the row under the first public code that is free. */
export function insertCommunity(
  ctx: Ctx,
  id: number,
  codes: readonly string[],
  one: NewCommunity,
): Promise<{ id: number; publicCode: string }> {
  return ctx.db.one<{ id: number; publicCode: string }>(sql`
    insert into community (workspace_id, id, type, name, state, channel, public_code, capacity, product_line, positioning, promise, connection, rules,
      announcement, welcome, threshold, options, chapter, opens_at, closes_at, next_move_at, lifetime_hours, created_at, updated_at)
    overriding system value
    select ${ctx.workspaceId}, ${id}, ${one.type}, ${one.name}, ${one.state}, ${one.channel}, k.code, ${one.capacity}, ${one.productLine},
      ${JSON.stringify(one.positioning)}::jsonb, ${one.promise}, ${one.connection}, ${JSON.stringify(one.rules)}::jsonb,
      ${JSON.stringify(one.announcement)}::jsonb, ${JSON.stringify(one.welcome)}::jsonb, ${JSON.stringify(one.threshold)}::jsonb,
      ${JSON.stringify(one.options)}::jsonb, ${one.chapter}, ${one.opensAt}, ${one.closesAt}, ${one.nextMoveAt}, ${one.lifetimeHours},
      ${ctx.clock.now()}, ${ctx.clock.now()}
    from unnest(${codes}::text[]) with ordinality as k (code, position)
    where not exists (select 1 from community t where t.workspace_id = ${ctx.workspaceId} and t.public_code = k.code)
    order by k.position limit 1
    returning id, public_code as "publicCode"`)
}

export async function saveCommunity(ctx: Ctx, one: CommunityRecord, nextMoveAt: Date | null): Promise<void> {
  await ctx.db.exec(sql`
    update community set name = ${one.name}, capacity = ${one.capacity}, product_line = ${one.productLine},
      positioning = ${JSON.stringify(one.positioning)}::jsonb, promise = ${one.promise}, connection = ${one.connection},
      rules = ${JSON.stringify(one.rules)}::jsonb, announcement = ${JSON.stringify(one.announcement)}::jsonb,
      welcome = ${JSON.stringify(one.welcome)}::jsonb, threshold = ${JSON.stringify(one.threshold)}::jsonb,
      options = ${JSON.stringify(one.options)}::jsonb, chapter = ${one.chapter}, opens_at = ${one.opensAt}, closes_at = ${one.closesAt},
      next_move_at = ${nextMoveAt}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${one.id}`)
}

export interface StateMove {
  readonly id: number
  readonly from: CommunityState
  readonly to: CommunityState
  readonly nextMoveAt: Date | null
}

export async function saveStates(ctx: Ctx, moves: readonly StateMove[]): Promise<void> {
  await ctx.db.exec(sql`
    update community c set state = n.state, next_move_at = n.next_move_at, updated_at = ${ctx.clock.now()}
    from unnest(${moves.map((move) => move.id)}::bigint[], ${moves.map((move) => move.to)}::text[],
      ${moves.map((move) => move.nextMoveAt?.toISOString() ?? null)}::timestamptz[]) as n (id, state, next_move_at)
    where c.workspace_id = ${ctx.workspaceId} and c.id = n.id`)
}

/** Communities whose next move of the clock is due, locked; those another worker holds are left to it. */
export function claimDueMoves(ctx: Ctx, limit: number): Promise<CommunityRecord[]> {
  return ctx.db.rows<CommunityRecord>(sql`
    select ${RECORD} from community c where c.workspace_id = ${ctx.workspaceId} and c.next_move_at <= ${ctx.clock.now()}
    order by c.id limit ${limit} for update skip locked`)
}

/** Adds to (or takes from) the counts; the row is locked by the caller. */
export async function addToCounts(ctx: Ctx, id: number, heads: number, counted: number): Promise<void> {
  await ctx.db.exec(sql`
    update community set headcount = headcount + ${heads}, member_count = member_count + ${counted}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}
