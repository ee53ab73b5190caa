import { addDays, daysBetween, startOfDay } from '@grove/calendar'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope, pageOfRows, readCursor, readMomentCursor } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type board as boardRoute,
  type Ladder,
  type Move,
  type listMoves as movesRoute,
  STEPS,
  standingErrors,
  type listStanding as standingRoute,
} from '../contract/index.ts'
import { readCount } from './store-count.ts'

const LONGEST_DAYS = 400
const COLUMN: Readonly<Record<Ladder, Sql>> = { stage: sql`m.stage`, tier: sql`s.tier`, group: sql`s.customer_group` }

/** Both local days are inside. @throws standing.span_too_long */
function between(ctx: Ctx, since: string, until: string): Sql {
  const days = daysBetween(since, until)
  if (days < 0 || days > LONGEST_DAYS) throw standingErrors.span_too_long({ periods: LONGEST_DAYS })
  return sql`v.at >= ${new Date(startOfDay(since, ctx.zone))} and v.at < ${new Date(startOfDay(addDays(until, 1), ctx.zone))}`
}

/** Three statements at most: who stands where, who moved, and how far a count is. @throws standing.span_too_long */
export async function board(ctx: Ctx, input: InputOf<typeof boardRoute>): Promise<OutputOf<typeof boardRoute>> {
  const period = between(ctx, input.since, input.until)
  const [counts, flows, count] = await Promise.all([
    ctx.db.rows<{ step: number; count: number }>(sql`
      select ${COLUMN[input.ladder]} as step, count(*)::int as count from member m
      ${input.ladder === 'stage' ? sql`` : sql`join standing s on s.workspace_id = ${ctx.workspaceId} and s.member_id = m.id`}
      where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${memberScope(ctx)} group by 1`),
    ctx.db.rows<{ from: number; to: number; count: number }>(sql`
      select v.from_step as "from", v.to_step as "to", count(*)::int as count
      from standing_move v join member m on m.workspace_id = ${ctx.workspaceId} and m.id = v.member_id
      where v.workspace_id = ${ctx.workspaceId} and v.ladder = ${input.ladder} and ${period} and m.kind = 'member' and ${memberScope(ctx)}
      group by v.from_step, v.to_step order by count(*) desc`),
    readCount(ctx),
  ])
  const sum = (rows: readonly { count: number }[]) => rows.reduce((total, row) => total + row.count, 0)
  const steps = STEPS[input.ladder].map((step) => ({
    step,
    count: counts.find((row) => row.step === step)?.count ?? 0,
    entered: sum(flows.filter((row) => row.to === step)),
    left: sum(flows.filter((row) => row.from === step)),
  }))
  return { steps, flows, count: count ?? null }
}

/** Moves on a ladder, the latest first. @throws standing.span_too_long */
export async function listMoves(ctx: Ctx, input: InputOf<typeof movesRoute>): Promise<OutputOf<typeof movesRoute>> {
  const place = readMomentCursor(input.cursor)
  const where = join(
    [
      sql`v.workspace_id = ${ctx.workspaceId} and v.ladder = ${input.ladder}`,
      memberScope(ctx),
      ...(input.since && input.until ? [between(ctx, input.since, input.until)] : []),
      ...(input.from ? [sql`v.from_step = ${input.from}`] : []),
      ...(input.to ? [sql`v.to_step = ${input.to}`] : []),
    ],
    ' and ',
  )
  const rows = await ctx.db.rows<Move & { key: string }>(sql`
    select v.id, v.ladder, v.member_id as "memberId", m.display_name as "memberName", v.from_step as "from", v.to_step as "to", v.at, v.cause,
      v.at::text as key
    from standing_move v join member m on m.workspace_id = ${ctx.workspaceId} and m.id = v.member_id
    where ${where} and ${place ? sql`(v.at, v.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by v.at desc, v.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ key: _key, ...row }) => row), next: page.next, total: null }
}

type StandingRow = OutputOf<typeof standingRoute>['items'][number]

/** Members by where they stand, the newest record first, each with the latest move on that ladder. */
export async function listStanding(ctx: Ctx, input: InputOf<typeof standingRoute>): Promise<OutputOf<typeof standingRoute>> {
  const place = readCursor(input.cursor)
  const ladder = input.ladder ?? 'stage'
  const where = join(
    [
      sql`m.workspace_id = ${ctx.workspaceId} and m.kind = 'member'`,
      memberScope(ctx),
      ...(input.ladder && input.step ? [sql`${COLUMN[ladder]} = ${input.step}`] : []),
      ...(input.rfm ? [sql`s.rfm = ${input.rfm}`] : []),
      ...(input.asleep === undefined ? [] : [input.asleep ? sql`s.asleep_since is not null` : sql`s.asleep_since is null`]),
    ],
    ' and ',
  )
  // The stage is the record's own: members without a row of their own stand somewhere as well.
  const joined = input.ladder === 'tier' || input.ladder === 'group' || input.rfm || input.asleep ? sql`join` : sql`left join`
  const rows = await ctx.db.rows<StandingRow>(sql`
    select p.id, p.display_name as "displayName", p.stage, p.tier, p."group", p.score, p.rfm, p.asleep_since as "asleepSince",
      p.last_act_at as "lastActAt", v.at as since, v.cause
    from (
      select m.id, m.display_name, m.stage, coalesce(s.tier, 1) as tier, coalesce(s.customer_group, 1) as "group", coalesce(s.score, 0) as score,
        s.rfm, s.asleep_since, s.last_act_at
      from member m ${joined} standing s on s.workspace_id = ${ctx.workspaceId} and s.member_id = m.id
      where ${where} and ${place ? sql`m.id < ${place.id}` : sql`true`} order by m.id desc limit ${input.limit + 1}) p
    left join lateral (
      select x.at, x.cause from standing_move x where x.workspace_id = ${ctx.workspaceId} and x.member_id = p.id and x.ladder = ${ladder}
      order by x.id desc limit 1) v on true
    order by p.id desc`)
  const page = pageOfRows(rows, input.limit)
  return { items: [...page.items], next: page.next, total: null }
}
