import { dayOf, daysBetween } from '@grove/calendar'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberErrors } from '@grove/member/contract'
import { memberScope } from '@grove/member/server'
import sql from 'sql-template-tag'
import type { MemberStanding, getMemberStanding as standingRoute } from '../contract/index.ts'
import { scoreOf } from '../domain/score.ts'
import { readSettings } from './store-settings.ts'
import { today } from './store-standing.ts'

interface Row {
  readonly stage: number
  readonly tier: number
  readonly group: number
  readonly asleepSince: Date | null
  readonly lastActAt: Date | null
  readonly sleepAt: Date | null
  readonly messages: number
  readonly reactions: number
  readonly answers: number
  readonly days: number
  readonly lastDay: string | null
  readonly r: number | null
  readonly f: number | null
  readonly m: number | null
  readonly rfm: string | null
}

/** @throws member.not_found */
export async function getMemberStanding(ctx: Ctx, input: InputOf<typeof standingRoute>): Promise<OutputOf<typeof standingRoute>> {
  const row = await ctx.db.maybe<Row>(sql`
    select m.stage, coalesce(s.tier, 1) as tier, coalesce(s.customer_group, 1) as "group", s.asleep_since as "asleepSince",
      s.last_act_at as "lastActAt", s.sleep_at as "sleepAt", coalesce(s.messages, 0) as messages, coalesce(s.reactions, 0) as reactions,
      coalesce(s.answers, 0) as answers, coalesce(s.act_days, 0) as days, s.last_act_day as "lastDay", s.r, s.f, s.m, s.rfm
    from member m left join standing s on s.workspace_id = ${ctx.workspaceId} and s.member_id = m.id
    where m.workspace_id = ${ctx.workspaceId} and m.id = ${input.id} and ${memberScope(ctx)}`)
  if (!row) throw memberErrors.not_found()
  const [{ settings }, overrides, moves, buyer] = await Promise.all([
    readSettings(ctx),
    readOverrides(ctx, input.id),
    readMoves(ctx, input.id),
    readBuyer(ctx, input.id),
  ])
  const { total, parts } = scoreOf({ ...row, silent: row.lastDay ? daysBetween(row.lastDay, today(ctx)) : null }, settings.score)
  const rfm =
    row.rfm === null || row.r === null || row.f === null || row.m === null || !buyer
      ? null
      : {
          r: row.r,
          f: row.f,
          m: row.m,
          segment: row.rfm,
          recency: daysBetween(dayOf(buyer.lastAt.getTime(), ctx.zone), today(ctx)),
          frequency: buyer.orders,
          monetary: buyer.net[settings.rfm.currency] ?? 0,
          currency: settings.rfm.currency,
        }
  return {
    stage: row.stage,
    tier: row.tier,
    group: row.group,
    asleepSince: row.asleepSince,
    lastActAt: row.lastActAt,
    sleepAt: row.sleepAt,
    score: { total, window: settings.score.window, parts: [...parts] },
    rfm,
    overrides,
    moves,
  }
}

const readOverrides = (ctx: Ctx, memberId: number) =>
  ctx.db.rows<MemberStanding['overrides'][number]>(sql`
    select o.ladder, o.step as value, o.reason, o.until, s.display_name as by, o.at from standing_override o
    left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = o.staff_id
    where o.workspace_id = ${ctx.workspaceId} and o.member_id = ${memberId} and (o.until is null or o.until > ${ctx.clock.now()})
    order by o.ladder`)

const readMoves = (ctx: Ctx, memberId: number) =>
  ctx.db.rows<MemberStanding['moves'][number]>(sql`
    select v.id, v.ladder, v.member_id as "memberId", m.display_name as "memberName", v.from_step as "from", v.to_step as "to", v.at, v.cause
    from standing_move v join member m on m.workspace_id = ${ctx.workspaceId} and m.id = v.member_id
    where v.workspace_id = ${ctx.workspaceId} and v.member_id = ${memberId} order by v.id desc limit 30`)

const readBuyer = (ctx: Ctx, memberId: number) =>
  ctx.db.maybe<{ lastAt: Date; orders: number; net: Record<string, number> }>(sql`
    select max(b.last_at) as "lastAt", sum(b.orders)::int as orders, jsonb_object_agg(b.currency, b.net) as net from buyer b
    where b.workspace_id = ${ctx.workspaceId} and b.member_id = ${memberId} and b.orders > 0 having count(*) > 0`)
