import { dayOf, startOfDay } from '@grove/calendar'
import { communityScope } from '@grove/community/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope, pageOfRows, readCursor } from '@grove/member/server'
import sql, { empty, type Sql } from 'sql-template-tag'
import {
  type rateCommunities as communitiesRoute,
  type rateMembers as membersRoute,
  type RateCell,
  type RateName,
  type RateSplit,
  type rates as ratesRoute,
  standingErrors,
} from '../contract/index.ts'
import { nextPeriod, periodOf, periodsUntil } from '../domain/rate.ts'

/** Rows of a split at most: the largest. */
const MOST_ROWS = 40

const seesAll = (ctx: Ctx) => ctx.actor.kind === 'system' || ('scope' in ctx.actor && ctx.actor.scope.kind === 'all')

/** A limited actor looks at communities of theirs, one at a time or side by side. @throws standing.community_needed */
async function checkPlace(ctx: Ctx, communityId: number, split: RateSplit): Promise<void> {
  if (seesAll(ctx) || (communityId === 0 && split === 'community')) return
  const seen = await ctx.db.maybe(sql`
    select c.id from community c where c.workspace_id = ${ctx.workspaceId} and c.id = ${communityId} and ${communityScope(ctx)}`)
  if (!seen) throw standingErrors.community_needed()
}

/** @throws standing.community_needed */
export async function rates(ctx: Ctx, input: InputOf<typeof ratesRoute>): Promise<OutputOf<typeof ratesRoute>> {
  await checkPlace(ctx, input.communityId, input.split)
  const periods = periodsUntil(input.until, input.grain, input.periods)
  const today = dayOf(ctx.clock.now().getTime(), ctx.zone)
  const open = nextPeriod(periods.at(-1) ?? today, input.grain) > today
  const [stocks, cells] = await Promise.all([readStocks(ctx, input, periods), readCells(ctx, input, periods)])
  const rows = new Map<string, RateCell[]>()
  const cellOf = (key: string, period: string) => {
    const list = rows.get(key) ?? periods.map(() => ({ ...NOTHING }))
    rows.set(key, list)
    return list[periods.indexOf(period)] as RateCell
  }
  for (const { key, period, ...stock } of stocks) Object.assign(cellOf(key, period), stock)
  for (const row of cells) addFlow(cellOf(row.key, row.period), row)
  const shown = [...rows]
    .filter(([, list]) => list.some((cell) => Object.values(cell).some((value) => value !== 0)))
    .sort(([, a], [, b]) => (b.at(-1)?.base ?? 0) - (a.at(-1)?.base ?? 0))
    .slice(0, MOST_ROWS)
  const names = await namesOf(
    ctx,
    input.split,
    shown.map(([key]) => key),
  )
  return { periods, open, rows: shown.map(([key, list]) => ({ key, name: names.get(key) ?? null, cells: list })) }
}

const NOTHING: RateCell = { base: 0, unbought: 0, awake: 0, asleep: 0, came: 0, cameUnbought: 0, converted: 0, lost: 0, woken: 0 }

interface FlowRow {
  readonly key: string
  readonly period: string
  readonly flow: string
  readonly n: number
  readonly unbought: number
}

function addFlow(cell: { -readonly [K in keyof RateCell]: RateCell[K] }, row: FlowRow): void {
  if (row.flow === 'new') cell.came += row.n
  if (row.flow === 'new' || row.flow === 'returned') cell.cameUnbought += row.unbought
  if (row.flow === 'converted') cell.converted += row.n
  if (row.flow === 'lost') cell.lost += row.n
  if (row.flow === 'woken') cell.woken += row.n
}

interface Place {
  readonly communityId: number
  readonly split: RateSplit
}

/** Cells of the roll-ups on alias `k` that a question is about, and the key that tells its rows apart. */
function placeOf(ctx: Ctx, { communityId, split }: Place): { where: Sql; key: Sql } {
  if (split !== 'community')
    return { where: sql`k.dim = ${split === 'none' ? 'all' : split} and k.community_id = ${communityId}`, key: sql`k.key` }
  const seen = sql`exists (select 1 from community c where c.workspace_id = ${ctx.workspaceId} and c.id = k.community_id and ${communityScope(ctx)})`
  return { where: sql`k.dim = 'all' and k.community_id > 0 and ${seen}`, key: sql`k.community_id::text` }
}

type StockRow = { readonly key: string; readonly period: string } & Pick<RateCell, 'base' | 'unbought' | 'awake' | 'asleep'>

/** Stocks as each period begins: everything that changed on the days before it. */
function readStocks(ctx: Ctx, place: Place, periods: readonly string[]): Promise<StockRow[]> {
  const { where, key } = placeOf(ctx, place)
  return ctx.db.rows<StockRow>(sql`
    with changed as (
      select ${key} as key, (select count(*) from unnest(${periods}::date[]) q (day) where q.day <= k.day)::int as slot,
        sum(k.base) as base, sum(k.unbought) as unbought, sum(k.awake) as awake, sum(k.asleep) as asleep
      from rate_stock k where k.workspace_id = ${ctx.workspaceId} and ${where} group by 1, 2)
    select c.key, p.day as period, sum(c.base)::int as base, coalesce(sum(c.unbought), 0)::int as unbought,
      coalesce(sum(c.awake), 0)::int as awake, coalesce(sum(c.asleep), 0)::int as asleep
    from unnest(${periods}::date[]) with ordinality as p (day, n) join changed c on c.slot < p.n
    group by c.key, p.day`)
}

function readCells(ctx: Ctx, place: Place & { readonly grain: string }, periods: readonly string[]): Promise<FlowRow[]> {
  const { where, key } = placeOf(ctx, place)
  return ctx.db.rows<FlowRow>(sql`
    select ${key} as key, k.period, k.flow, sum(k.n)::int as n, sum(k.unbought)::int as unbought from rate_cell k
    where k.workspace_id = ${ctx.workspaceId} and ${where} and k.grain = ${place.grain} and k.period = any(${periods}::date[])
    group by 1, 2, 3`)
}

async function namesOf(ctx: Ctx, split: RateSplit, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = keys.filter((key) => /^\d+$/.test(key)).map(Number)
  if (ids.length === 0 || (split !== 'community' && split !== 'owner')) return new Map()
  const rows = await ctx.db.rows<{ id: number; name: string }>(
    split === 'community'
      ? sql`select c.id, c.name from community c where c.workspace_id = ${ctx.workspaceId} and c.id = any(${ids}::bigint[])`
      : sql`select s.id, s.display_name as name from staff s where s.workspace_id = ${ctx.workspaceId} and s.id = any(${ids}::bigint[])`,
  )
  return new Map(rows.map((row) => [String(row.id), row.name]))
}

type MemberRow = OutputOf<typeof membersRoute>['items'][number]
const FLOW: Readonly<Record<RateName, string>> = { new: 'new', conversion: 'converted', churn: 'lost', wake: 'woken' }
const STOCK: Readonly<Record<RateName, Sql>> = {
  new: sql`true`,
  conversion: sql`not r.bought`,
  churn: sql`r.awake = 1`,
  wake: sql`r.awake = 2`,
}

/** The members behind a numerator or denominator; as many as the figure says. @throws standing.community_needed */
export async function rateMembers(ctx: Ctx, input: InputOf<typeof membersRoute>): Promise<OutputOf<typeof membersRoute>> {
  const communityId = input.split === 'community' ? Number(input.key) || 0 : input.communityId
  await checkPlace(ctx, communityId, 'none')
  const period = periodOf(input.period, input.grain)
  const column = input.split === 'tier' ? sql`r.tier::text` : input.split === 'source' ? sql`r.source` : sql`r.owner`
  const ofKey = input.split === 'none' || input.split === 'community' ? empty : sql`and ${column} = ${input.key}`
  const start = new Date(startOfDay(period, ctx.zone))
  const happened = (flow: Sql) => sql`
    select r.member_id, r.tier, r.at, r.event_id from rate_flow r
    where r.workspace_id = ${ctx.workspaceId} and r.community_id = ${communityId} and r.grain = ${input.grain} and r.period = ${period}::date
      and ${flow} ${ofKey}`
  const there = sql`
    select r.member_id, r.tier, null::timestamptz as at, null::bigint as event_id from rate_span r
    where r.workspace_id = ${ctx.workspaceId} and r.community_id = ${communityId} and r.from_at < ${start}
      and (r.to_at is null or r.to_at >= ${start}) and ${STOCK[input.rate]} ${ofKey}`
  const came = happened(sql`r.flow in ('new', 'returned') and not r.bought`)
  const behind =
    input.part === 'numerator'
      ? happened(sql`r.flow = ${FLOW[input.rate]}`)
      : input.rate === 'conversion'
        ? sql`${there} union all ${came}`
        : there
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<MemberRow>(sql`
    select m.id, m.display_name as "displayName", m.stage, coalesce(m.source, '') as source, b.tier, b.at,
      case when b.event_id = 0 then 'order.paid'
        else (select e.kind from event e where e.workspace_id = ${ctx.workspaceId} and e.member_id = m.id and e.id = b.event_id) end as event
    from (${behind}) b join member m on m.workspace_id = ${ctx.workspaceId} and m.id = b.member_id
    where ${memberScope(ctx)} and ${place ? sql`m.id < ${place.id}` : sql`true`} order by m.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  if (input.cursor !== undefined) return { items: [...page.items], next: page.next, total: null }
  const { n } = await ctx.db.one<{ n: number }>(sql`
    select count(*)::int as n from (${behind}) b join member m on m.workspace_id = ${ctx.workspaceId} and m.id = b.member_id where ${memberScope(ctx)}`)
  return { items: [...page.items], next: page.next, total: { count: n, exact: true } }
}

export async function rateCommunities(ctx: Ctx): Promise<OutputOf<typeof communitiesRoute>> {
  const items = await ctx.db.rows<{ id: number; name: string }>(sql`
    select c.id, c.name from community c where c.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} order by c.id desc limit 500`)
  return { whole: seesAll(ctx), items }
}
