import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { activityErrors, type Figures } from '../contract/index.ts'
import { seenActivity } from './entries.ts'
import { findActivities } from './store.ts'

/** How long after the end talk, leaves and orders are put down to it. */
const AFTER_HOURS = 24
const ORDERS_HOURS = 72
const COMPARED = 10

/** What it brought, and how that stands to the group's usual and to the same script elsewhere. @throws activity.not_found */
export async function getFigures(ctx: Ctx, { id }: { readonly id: number }): Promise<Figures> {
  await seenActivity(ctx, id)
  const [activity] = await findActivities(ctx, [id])
  if (!activity) throw activityErrors.not_found()
  const own = await ctx.db.one<Omit<Figures, 'usual' | 'elsewhere' | 'overTime' | 'share'>>(sql`
    with acts as (
      select w.member_id, min(w.at) as first, max(w.at) as last from activity_answer w
      where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id} group by w.member_id),
    span as (select coalesce(min(first), ${activity.startsAt}::timestamptz) as from_at, coalesce(max(last), ${activity.startsAt}::timestamptz) as until from acts)
    select a.reached, (select count(*)::int from acts) as joined,
      (select count(*)::int from activity_answer w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id}) as answers,
      (select count(distinct w.member_id)::int from activity_win w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id}) as winners,
      (select coalesce(sum(w.cost), 0)::bigint from activity_win w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id} and w.given) as cost,
      (select coalesce(sum((w.prize ->> 'points')::int), 0)::bigint from activity_win w
        where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id} and w.given) as points,
      (select count(*)::int from event e where e.workspace_id = ${ctx.workspaceId} and e.kind = 'message.posted' and e.community_id = a.community_id
        and e.counted and e.at >= span.from_at - make_interval(hours => ${AFTER_HOURS}) and e.at < span.from_at) as "talkBefore",
      (select count(*)::int from event e where e.workspace_id = ${ctx.workspaceId} and e.kind = 'message.posted' and e.community_id = a.community_id
        and e.counted and e.at > span.until and e.at <= span.until + make_interval(hours => ${AFTER_HOURS})) as "talkAfter",
      (select count(*)::int from membership s where s.workspace_id = ${ctx.workspaceId} and s.community_id = a.community_id and s.state <> 'active'
        and s.left_at > span.from_at and s.left_at <= span.until + make_interval(hours => ${AFTER_HOURS})) as "left",
      o.orders, o.amount as "orderAmount"
    from activity a cross join span
    cross join lateral (
      select count(*)::int as orders, coalesce(sum(s.amount - s.refunded), 0)::bigint as amount from shop_order s
      where s.workspace_id = ${ctx.workspaceId} and s.member_id in (select member_id from acts)
        and s.paid_at > span.from_at and s.paid_at <= span.until + make_interval(hours => ${ORDERS_HOURS})) o
    where a.workspace_id = ${ctx.workspaceId} and a.id = ${id}`)
  const others = await sharesOf(ctx, id)
  return {
    ...own,
    share: own.reached > 0 ? own.joined / own.reached : null,
    usual: mean(others.filter((one) => one.communityId === activity.communityId)),
    elsewhere: mean(others.filter((one) => one.communityId !== activity.communityId)),
    overTime: await overTime(ctx, id),
  }
}

const mean = (rows: readonly { readonly share: number }[]) =>
  rows.length ? rows.reduce((sum, row) => sum + row.share, 0) / rows.length : null

/** Shares of the last activities of the same group, and of the same script in other groups. */
const sharesOf = (ctx: Ctx, id: number) =>
  ctx.db.rows<{ communityId: number; share: number }>(sql`
    with mine as (select a.community_id, a.script from activity a where a.workspace_id = ${ctx.workspaceId} and a.id = ${id}),
    picked as (
      (select o.id, o.community_id, o.reached from mine join activity o on o.workspace_id = ${ctx.workspaceId} and o.community_id = mine.community_id
        where o.id <> ${id} and o.reached > 0 order by o.starts_at desc limit ${COMPARED})
      union all
      (select o.id, o.community_id, o.reached from mine join activity o on o.workspace_id = ${ctx.workspaceId} and o.script = mine.script
        where o.community_id <> mine.community_id and o.reached > 0 order by o.starts_at desc limit ${COMPARED}))
    select p.community_id as "communityId", (select count(distinct w.member_id) from activity_answer w
      where w.workspace_id = ${ctx.workspaceId} and w.activity_id = p.id)::float8 / p.reached as share
    from picked p`)

const BUCKETS = 120

/** Answers by slices of time: as many slices as a chart can show. */
const overTime = (ctx: Ctx, id: number) =>
  ctx.db.rows<{ at: Date; count: number }>(sql`
    with span as (
      select min(w.at) as from_at, greatest(60, ceil(extract(epoch from max(w.at) - min(w.at)) / ${BUCKETS - 1}))::int as size from activity_answer w
      where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id})
    select span.from_at + make_interval(secs => b.slice * span.size) as at, b.n as count
    from span cross join lateral (
      select floor(extract(epoch from w.at - span.from_at) / span.size)::int as slice, count(*)::int as n from activity_answer w
      where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id} group by 1) b
    order by 1 limit ${BUCKETS}`)
