import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { flows, SPANS, timeline } from './rate-timeline.ts'

export interface NewFact {
  readonly memberId: number
  readonly communityId: number
  readonly kind: 1 | 2 | 3
  readonly at: Date
  readonly eventId: number
  readonly value: number
}

export async function insertFacts(ctx: Ctx, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return
  const rows = JSON.stringify(
    facts.map((one) => ({ m: one.memberId, c: one.communityId, k: one.kind, a: one.at, e: one.eventId, v: one.value })),
  )
  await ctx.db.exec(sql`
    insert into rate_fact (workspace_id, member_id, community_id, kind, at, event_id, value)
    select ${ctx.workspaceId}, n.m, n.c, n.k, n.a, n.e, n.v
    from json_to_recordset(${rows}::json) as n (m bigint, c bigint, k smallint, a timestamptz, e bigint, v smallint) on conflict do nothing`)
}

const DIMS = sql`cross join lateral (values ('all', ''), ('source', r.source), ('owner', r.owner), ('tier', r.tier::text)) as d (dim, key)`

/** Adds stretches (rows `r`) to the stocks of their days, or takes them away. */
function addStocks(ctx: Ctx, rows: Sql, sign: 1 | -1): Sql {
  return sql`
    insert into rate_stock as k (workspace_id, community_id, dim, key, day, base, unbought, awake, asleep)
    select ${ctx.workspaceId}, r.community_id, d.dim, d.key, e.day, sum(e.by)::int, coalesce(sum(e.by) filter (where not r.bought), 0)::int,
      coalesce(sum(e.by) filter (where r.awake = 1), 0)::int, coalesce(sum(e.by) filter (where r.awake = 2), 0)::int
    from ${rows} r ${DIMS}
    cross join lateral (values ((r.from_at at time zone ${ctx.zone})::date, ${sign}::int), ((r.to_at at time zone ${ctx.zone})::date, ${-sign}::int)) as e (day, by)
    where e.day is not null group by r.community_id, d.dim, d.key, e.day order by r.community_id, d.dim, d.key, e.day
    on conflict (workspace_id, community_id, dim, key, day) do update set base = k.base + excluded.base, unbought = k.unbought + excluded.unbought,
      awake = k.awake + excluded.awake, asleep = k.asleep + excluded.asleep`
}

/** The same for what happened. */
function addCells(ctx: Ctx, rows: Sql, sign: 1 | -1): Sql {
  return sql`
    insert into rate_cell as k (workspace_id, community_id, dim, key, grain, period, flow, n, unbought)
    select ${ctx.workspaceId}, r.community_id, d.dim, d.key, r.grain, r.period, r.flow, ${sign}::int * count(*)::int,
      ${sign}::int * (count(*) filter (where not r.bought))::int
    from ${rows} r ${DIMS}
    group by r.community_id, d.dim, d.key, r.grain, r.period, r.flow order by r.community_id, d.dim, d.key, r.grain, r.period, r.flow
    on conflict (workspace_id, community_id, dim, key, grain, period, flow) do update set n = k.n + excluded.n,
      unbought = k.unbought + excluded.unbought`
}

/** Counts some members anew: takes out what they had added to stocks and flows, and adds what their facts say now. */
export async function recountMembers(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  const ids = [...new Set(memberIds)]
  if (ids.length > 0) await hashing(ctx, () => recount(ctx, ids))
}

/**
 * What two thousand members are joined with is always about as many rows, and every table is asked for these members only. A planner that has no
 * figures of a young table takes them for one, and compares each with each: 15 s instead of 0.3 behind a first import.
 */
async function hashing(ctx: Ctx, work: () => Promise<void>): Promise<void> {
  // Compiling is decided by the price, which says nothing once a way is barred.
  await ctx.db.exec(sql`select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)`)
  await work()
  await ctx.db.exec(sql`set local enable_nestloop to default`)
}

async function recount(ctx: Ctx, ids: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    with r as (
      delete from rate_span s where s.workspace_id = ${ctx.workspaceId} and s.member_id = any(${ids}::bigint[])
      returning s.community_id, s.from_at, s.to_at, s.awake, s.bought, s.tier, s.source, s.owner)
    ${addStocks(ctx, sql`r`, -1)}`)
  await ctx.db.exec(sql`
    with ${timeline(ctx, ids)},
    made as (
      insert into rate_span (workspace_id, community_id, member_id, from_at, to_at, awake, bought, tier, source, owner)
      select ${ctx.workspaceId}, n.community_id, n.member_id, n.from_at, n.to_at, n.awake, n.bought, n.tier, n.source, n.owner from (${SPANS}) n
      returning community_id, from_at, to_at, awake, bought, tier, source, owner)
    ${addStocks(ctx, sql`made`, 1)}`)
  await ctx.db.exec(sql`
    with r as (
      delete from rate_flow f where f.workspace_id = ${ctx.workspaceId} and f.member_id = any(${ids}::bigint[])
      returning f.community_id, f.grain, f.period, f.flow, f.bought, f.tier, f.source, f.owner)
    ${addCells(ctx, sql`r`, -1)}`)
  await ctx.db.exec(sql`
    with ${timeline(ctx, ids)},
    made as (
      insert into rate_flow (workspace_id, community_id, grain, period, flow, member_id, at, event_id, bought, tier, source, owner)
      select ${ctx.workspaceId}, n.community_id, n.grain, n.period, n.flow, n.member_id, n.at, n.event_id, n.bought, n.tier, n.source, n.owner
      from (${flows(ctx)}) n
      returning community_id, grain, period, flow, bought, tier, source, owner)
    ${addCells(ctx, sql`made`, 1)}`)
}

export async function clearRates(ctx: Ctx): Promise<void> {
  await ctx.db.exec(sql`delete from rate_fact where workspace_id = ${ctx.workspaceId}`)
  await ctx.db.exec(sql`delete from rate_span where workspace_id = ${ctx.workspaceId}`)
  await ctx.db.exec(sql`delete from rate_flow where workspace_id = ${ctx.workspaceId}`)
  await ctx.db.exec(sql`delete from rate_stock where workspace_id = ${ctx.workspaceId}`)
  await ctx.db.exec(sql`delete from rate_cell where workspace_id = ${ctx.workspaceId}`)
}
