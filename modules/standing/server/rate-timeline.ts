import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'

/**
 * CTEs up to `state`: for each of the members and each place (0: the workspace), one row an instant at which something changed, with what is
 * so from then on, what was so before, and since when. Pure SQL over facts in any order, so a late order or event changes the past rightly.
 */
export function timeline(ctx: Ctx, ids: readonly number[]): Sql {
  return sql`
    me as (
      select m.id, coalesce(m.source, '') as source, coalesce(m.owner_staff_id::text, '') as owner, b.first_at
      from member m left join (
        select x.member_id, min(x.first_at) as first_at from buyer x
        where x.workspace_id = ${ctx.workspaceId} and x.member_id = any(${ids}::bigint[]) and x.orders > 0 group by x.member_id) b on b.member_id = m.id
      where m.workspace_id = ${ctx.workspaceId} and m.id = any(${ids}::bigint[]) and m.kind = 'member'),
    fact as (
      select r.member_id, r.community_id, r.kind, r.at, r.event_id, r.value from rate_fact r join me on me.id = r.member_id
      where r.workspace_id = ${ctx.workspaceId} and r.member_id = any(${ids}::bigint[])),
    place as (select distinct f.member_id, f.community_id from fact f where f.kind = 1),
    line as (
      select p.member_id, p.community_id, f.at, f.event_id, case when f.kind = 1 then f.value end as present,
        case when f.kind = 2 then f.value end as awake, case when f.kind = 3 then f.value end as tier, null::int as bought
      from place p join fact f on f.member_id = p.member_id and (f.kind <> 1 or f.community_id = p.community_id)
      union all
      select p.member_id, p.community_id, me.first_at, 0, null, null, null, 1 from place p join me on me.id = p.member_id
      where me.first_at is not null),
    counted as (
      select l.member_id, l.community_id, l.at, l.event_id, l.present, l.awake, l.tier, count(l.present) over w as gp, count(l.awake) over w as ga,
        count(l.tier) over w as gt, count(l.bought) over w > 0 as bought
      from line l window w as (partition by l.member_id, l.community_id order by l.at, l.event_id)),
    filled as (
      select c.member_id, c.community_id, c.at, c.event_id, c.bought,
        coalesce(max(c.present) over (partition by c.member_id, c.community_id, c.gp), 0) as present,
        coalesce(max(c.awake) over (partition by c.member_id, c.community_id, c.ga), 0) as awake,
        coalesce(max(c.tier) over (partition by c.member_id, c.community_id, c.gt), 1) as tier
      from counted c),
    instant as (
      select distinct on (f.member_id, f.community_id, f.at) f.member_id, f.community_id, f.at, f.event_id, f.bought, f.present, f.tier,
        f.present = 1 as here, f.present = 1 and f.awake = 1 as up, f.present = 1 and f.awake = 2 as down, f.awake
      from filled f order by f.member_id, f.community_id, f.at, f.event_id desc),
    step as (
      select i.member_id, i.community_id, i.at, i.event_id, i.bought, i.present, i.tier, i.here, i.up, i.down, i.awake,
        coalesce(lag(i.here) over w, false) as was_here, coalesce(lag(i.up) over w, false) as was_up, coalesce(lag(i.down) over w, false) as was_down,
        coalesce(lag(i.bought) over w, false) as had_bought, lead(i.at) over w as next_at
      from instant i window w as (partition by i.member_id, i.community_id order by i.at)),
    state as (
      select s.member_id, s.community_id, s.at, s.event_id, s.bought, s.present, s.tier, s.here, s.up, s.down, s.awake, s.was_here, s.was_up,
        s.was_down, s.had_bought, s.next_at,
        max(case when s.up and not s.was_up then s.at end) over w as up_since,
        max(case when s.down and not s.was_down then s.at end) over w as down_since,
        max(case when s.here and not s.was_here then s.at end) over w as here_since,
        max(case when not s.here and s.was_here then s.at end) over w as away_since,
        count(*) filter (where s.here and not s.was_here) over w as arrivals
      from step s window w as (partition by s.member_id, s.community_id order by s.at))`
}

/** Stretches in which a member is there and nothing changes. */
export const SPANS = sql`
  select s.community_id, s.member_id, s.at as from_at, s.next_at as to_at, s.awake, s.bought, s.tier, me.source, me.owner
  from state s join me on me.id = s.member_id where s.here`

/**
 * What happened, once for each of day, week and month in which it counts. Lost and woken count where the spell that ended had begun before the
 * period did, so that a numerator is part of its denominator and nobody counts twice.
 */
export function flows(ctx: Ctx): Sql {
  return sql`
    select x.community_id, g.grain, p.period, x.flow, x.member_id, x.at, x.event_id, x.bought,
      coalesce((
        select f.value from rate_fact f where f.workspace_id = ${ctx.workspaceId} and f.member_id = x.member_id and f.community_id = 0
          and f.kind = 3 and (case when x.here_since < p.start then f.at < p.start else f.at <= x.here_since end)
        order by f.at desc, f.event_id desc limit 1), 1) as tier,
      me.source, me.owner
    from (
      select s.community_id, s.member_id, s.at, s.event_id, s.bought, s.here_since, v.flow, v.since
      from state s cross join lateral (values
        ('new', s.here and not s.was_here and s.arrivals = 1, null::timestamptz),
        ('returned', s.here and not s.was_here and s.arrivals > 1, s.away_since),
        ('converted', s.here and s.was_here and s.bought and not s.had_bought, null),
        ('lost', s.was_up and not s.up and s.present <> 2, s.up_since),
        ('woken', s.was_down and s.up, s.down_since)) as v (flow, happened, since)
      where v.happened) x
    join me on me.id = x.member_id
    cross join (values ('day'), ('week'), ('month')) as g (grain)
    cross join lateral (select date_trunc(g.grain, x.at at time zone ${ctx.zone})::date as period) d
    cross join lateral (select d.period, d.period::timestamp at time zone ${ctx.zone} as start) p
    where x.since is null or x.since < p.start`
}
