import { dayOf } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { RfmCuts, RfmSettings, ScoreSettings } from '../contract/index.ts'
import { OTHERS } from '../domain/defaults.ts'

/** Members a statement is about: some, or all of the workspace. */
export type Who = readonly number[] | 'all'
const among = (who: Who, column: Sql): Sql => (who === 'all' ? sql`true` : sql`${column} = any(${who}::bigint[])`)
export const today = (ctx: Ctx): string => dayOf(ctx.clock.now().getTime(), ctx.zone)

/** Rows of members that have none yet. */
export async function ensureRows(ctx: Ctx, who: Who): Promise<void> {
  await ctx.db.exec(sql`
    insert into standing (workspace_id, member_id)
    select m.workspace_id, m.id from member m where m.workspace_id = ${ctx.workspaceId} and ${among(who, sql`m.id`)} and m.kind = 'member'
      and not exists (select 1 from standing s where s.workspace_id = ${ctx.workspaceId} and s.member_id = m.id)
    order by m.id on conflict do nothing`)
}

/** Sums the window and scores it; the same arithmetic as `scoreOf`. */
export async function refreshScores(ctx: Ctx, settings: ScoreSettings, who: Who): Promise<void> {
  const now = today(ctx)
  const { messages, reactions, answers, days, recency } = settings.parts
  const share = (value: Sql, part: { points: number; cap: number }) =>
    sql`${part.points}::float8 * least(${value}, ${part.cap}::int) / ${part.cap}::int`
  await ctx.db.exec(sql`
    with sums as (
      select d.member_id, sum(d.messages)::int as messages, sum(d.reactions)::int as reactions, sum(d.answers)::int as answers,
        count(*)::int as days, max(d.day) as last
      from standing_day d where d.workspace_id = ${ctx.workspaceId} and d.day > ${now}::date - ${settings.window}::int and d.day <= ${now}::date
        and ${among(who, sql`d.member_id`)}
      group by d.member_id),
    told as (
      select s.member_id, coalesce(x.messages, 0) as messages, coalesce(x.reactions, 0) as reactions, coalesce(x.answers, 0) as answers,
        coalesce(x.days, 0) as days, x.last
      from standing s left join sums x on x.member_id = s.member_id
      where s.workspace_id = ${ctx.workspaceId} and ${among(who, sql`s.member_id`)}),
    scored as (
      select t.member_id, t.messages, t.reactions, t.answers, t.days, t.last,
        floor(${share(sql`t.messages`, messages)} + ${share(sql`t.reactions`, reactions)} + ${share(sql`t.answers`, answers)}
          + ${share(sql`t.days`, days)}
          + coalesce(${recency.points}::float8 * greatest(0, ${recency.cap}::int - (${now}::date - t.last)) / ${recency.cap}::int, 0)
          + 0.5 + 1e-9)::smallint as score
      from told t)
    update standing s set messages = n.messages, reactions = n.reactions, answers = n.answers, act_days = n.days, last_act_day = n.last,
      score = n.score
    from scored n where s.workspace_id = ${ctx.workspaceId} and s.member_id = n.member_id
      and (s.messages, s.reactions, s.answers, s.act_days, s.last_act_day, s.score)
        is distinct from (n.messages, n.reactions, n.answers, n.days, n.last, n.score)`)
}

/** Buyers as RFM sees them: whole local days since the last order, orders, money of the one currency. */
function buyers(ctx: Ctx, settings: RfmSettings, who: Who): Sql {
  return sql`
    select b.member_id, (${today(ctx)}::date - (max(b.last_at) at time zone ${ctx.zone})::date)::float8 as recency,
      sum(b.orders)::float8 as frequency, coalesce(sum(b.net) filter (where b.currency = ${settings.currency}), 0)::float8 as monetary
    from buyer b join member k on k.workspace_id = ${ctx.workspaceId} and k.id = b.member_id and k.kind = 'member'
    where b.workspace_id = ${ctx.workspaceId} and b.orders > 0 and ${among(who, sql`b.member_id`)} group by b.member_id`
}

/** Cut-offs that part the buyers into equal shares; null without buyers. The same as `quantileCuts`. */
export async function countCuts(ctx: Ctx, settings: RfmSettings): Promise<RfmCuts | null> {
  const shares = Array.from({ length: settings.bins - 1 }, (_, at) => (at + 1) / settings.bins)
  const cut = (column: Sql) => sql`percentile_cont(${shares}::float8[]) within group (order by ${column})`
  const row = await ctx.db.one<{ n: number; recency: number[]; frequency: number[]; monetary: number[] }>(sql`
    with b as (${buyers(ctx, settings, 'all')})
    select count(*)::int as n, ${cut(sql`recency`)} as recency, ${cut(sql`frequency`)} as frequency, ${cut(sql`monetary`)} as monetary from b`)
  if (row.n === 0) return null
  const above = (values: readonly number[]) => values.map((value) => value + 1)
  return { recency: above(row.recency), frequency: above(row.frequency), monetary: above(row.monetary) }
}

/** Scores buyers by the cut-offs and names their segment; those who are none (any more) lose it. */
export async function refreshRfm(ctx: Ctx, settings: RfmSettings, cuts: RfmCuts | null, who: Who): Promise<void> {
  const bucket = (value: Sql, of: readonly number[]) => sql`width_bucket(${value}, ${of}::float8[]) + 1`
  const scored = cuts
    ? sql`select b.member_id, (${cuts.recency.length + 2}::int - (${bucket(sql`b.recency`, cuts.recency)}))::smallint as r,
        (${bucket(sql`b.frequency`, cuts.frequency)})::smallint as f, (${bucket(sql`b.monetary`, cuts.monetary)})::smallint as m
      from (${buyers(ctx, settings, who)}) b`
    : sql`select null::bigint as member_id, null::smallint as r, null::smallint as f, null::smallint as m where false`
  const inside = (column: Sql, [low, high]: readonly [number, number]) => sql`${column} between ${low} and ${high}`
  const cases = settings.segments.map(
    (one) => sql`when ${inside(sql`x.r`, one.r)} and ${inside(sql`x.f`, one.f)} and ${inside(sql`x.m`, one.m)} then ${one.key}`,
  )
  await ctx.db.exec(sql`
    with x as (${scored}),
    told as (
      select s.member_id, x.r, x.f, x.m, case when x.member_id is null then null ${join(cases, ' ')} else ${OTHERS} end as rfm
      from standing s left join x on x.member_id = s.member_id
      where s.workspace_id = ${ctx.workspaceId} and ${among(who, sql`s.member_id`)} and (x.member_id is not null or s.rfm is not null))
    update standing s set r = n.r, f = n.f, m = n.m, rfm = n.rfm from told n
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = n.member_id and (s.r, s.f, s.m, s.rfm) is distinct from (n.r, n.f, n.m, n.rfm)`)
}
