import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type DueTouch, type LaterTouch, type TouchTally, targetKey } from '../domain/touch-limits.ts'

interface Target {
  readonly kind: number
  readonly id: number
}

function targetsOf(touches: readonly Pick<DueTouch, 'communityId' | 'memberId'>[]): Map<string, Target> {
  return new Map(
    touches.map((touch) => [targetKey(touch), touch.memberId === 0 ? { kind: 0, id: touch.communityId } : { kind: 1, id: touch.memberId }]),
  )
}

/**
 * Touches made so far to each target, today and in the last seven days. Locks today's row of each until the transaction ends, so two workers
 * never spend the same share twice.
 */
export async function lockTallies(ctx: Ctx, touches: readonly DueTouch[], day: string): Promise<Map<string, TouchTally>> {
  const targets = [...targetsOf(touches).values()]
  if (targets.length === 0) return new Map()
  const rows = await ctx.db.rows<{ kind: number; id: number; day: number; week: number }>(sql`
    with today as (
      insert into touch_count (workspace_id, kind, target_id, day, n)
      select ${ctx.workspaceId}, t.kind, t.id, ${day}::date, 0
      from unnest(${targets.map((target) => target.kind)}::smallint[], ${targets.map((target) => target.id)}::bigint[]) as t (kind, id)
      order by t.kind, t.id
      on conflict (workspace_id, kind, target_id, day) do update set n = touch_count.n
      returning kind, target_id, n)
    select t.kind, t.target_id as id, t.n as day, t.n + coalesce(sum(c.n), 0)::int as week
    from today t left join touch_count c on c.workspace_id = ${ctx.workspaceId} and c.kind = t.kind and c.target_id = t.target_id
      and c.day >= ${day}::date - 6 and c.day < ${day}::date
    group by t.kind, t.target_id, t.n`)
  return new Map(rows.map((row) => [row.kind === 0 ? `g${row.id}` : `m${row.id}`, { day: row.day, week: row.week }]))
}

/** The same without locking, for a preview. */
export async function readTallies(
  ctx: Ctx,
  touches: readonly Pick<DueTouch, 'communityId' | 'memberId'>[],
  day: string,
): Promise<Map<string, TouchTally>> {
  const targets = [...targetsOf(touches).values()]
  const rows = await ctx.db.rows<{ kind: number; id: number; day: number; week: number }>(sql`
    select c.kind, c.target_id as id, coalesce(sum(c.n) filter (where c.day = ${day}::date), 0)::int as day, sum(c.n)::int as week
    from unnest(${targets.map((target) => target.kind)}::smallint[], ${targets.map((target) => target.id)}::bigint[]) as t (kind, id)
    join touch_count c on c.workspace_id = ${ctx.workspaceId} and c.kind = t.kind and c.target_id = t.id
      and c.day > ${day}::date - 7 and c.day <= ${day}::date
    group by c.kind, c.target_id`)
  return new Map(rows.map((row) => [row.kind === 0 ? `g${row.id}` : `m${row.id}`, { day: row.day, week: row.week }]))
}

/** How many touches each target had on each of the seven days that end today, by target and day. */
export async function touchesMade(
  ctx: Ctx,
  touches: readonly Pick<DueTouch, 'communityId' | 'memberId'>[],
  day: string,
): Promise<Map<string, Map<string, number>>> {
  const targets = [...targetsOf(touches).values()]
  const rows = await ctx.db.rows<{ kind: number; id: number; day: string; n: number }>(sql`
    select c.kind, c.target_id as id, c.day, c.n
    from unnest(${targets.map((target) => target.kind)}::smallint[], ${targets.map((target) => target.id)}::bigint[]) as t (kind, id)
    join touch_count c on c.workspace_id = ${ctx.workspaceId} and c.kind = t.kind and c.target_id = t.id
      and c.day > ${day}::date - 7 and c.day <= ${day}::date and c.n > 0
    order by c.day`)
  const made = new Map<string, Map<string, number>>()
  for (const { kind, id, day: on, n } of rows) {
    const key = kind === 0 ? `g${id}` : `m${id}`
    made.set(key, (made.get(key) ?? new Map<string, number>()).set(on, n))
  }
  return made
}

/** Counts touches that leave today. */
export async function countTouches(ctx: Ctx, touches: readonly Pick<DueTouch, 'communityId' | 'memberId'>[], day: string): Promise<void> {
  if (touches.length === 0) return
  await ctx.db.exec(sql`
    insert into touch_count (workspace_id, kind, target_id, day, n)
    select ${ctx.workspaceId}, t.kind, t.id, ${day}::date, count(*)::int
    from unnest(${touches.map((touch) => (touch.memberId === 0 ? 0 : 1))}::smallint[],
      ${touches.map((touch) => touch.memberId || touch.communityId)}::bigint[]) as t (kind, id)
    group by t.kind, t.id order by t.kind, t.id
    on conflict (workspace_id, kind, target_id, day) do update set n = touch_count.n + excluded.n`)
}

/** Gives back what touches that did not happen had used up; `days` are the days they were counted on. */
export async function refundTouches(
  ctx: Ctx,
  touches: readonly { readonly communityId: number; readonly memberId: number; readonly touchDay: string | null }[],
): Promise<void> {
  const counted = touches.filter((touch) => touch.touchDay !== null)
  if (counted.length === 0) return
  await ctx.db.exec(sql`
    with back as (
      select t.kind, t.id, t.day, count(*)::int as n
      from unnest(${counted.map((touch) => (touch.memberId === 0 ? 0 : 1))}::smallint[],
        ${counted.map((touch) => touch.memberId || touch.communityId)}::bigint[], ${counted.map((touch) => touch.touchDay)}::date[]) as t (kind, id, day)
      group by t.kind, t.id, t.day),
    locked as (
      select c.kind, c.target_id, c.day from touch_count c
      where c.workspace_id = ${ctx.workspaceId} and (c.kind, c.target_id, c.day) in (select kind, id, day from back)
      order by c.kind, c.target_id, c.day for update)
    update touch_count c set n = greatest(0, c.n - b.n)
    from back b join locked l on l.kind = b.kind and l.target_id = b.id and l.day = b.day
    where c.workspace_id = ${ctx.workspaceId} and c.kind = b.kind and c.target_id = b.id and c.day = b.day`)
}

interface LaterRow {
  readonly memberId: number
  readonly communityId: number
  readonly priority: number
  readonly at: Date
  readonly expiresAt: Date | null
  readonly limitId: number
  readonly source: number
  readonly runId: number
}

type Asking = Pick<DueTouch, 'communityId' | 'memberId' | 'priority'>

/** A touch that has been due for so long and has not left keeps no share any more. */
const STUCK = 10 * 60_000

/**
 * Touches planned for later today (or due, and not in this batch) that go before some of these: to the same member or group, of a higher priority, over all channels. Those of
 * a paused run, and those past their time by then, keep nothing.
 */
export async function laterTouches(
  ctx: Ctx,
  touches: readonly Asking[],
  { until, except }: { readonly until: Date; readonly except: readonly number[] },
): Promise<(LaterTouch & { readonly key: string; readonly expiresAt: Date | null; readonly limitId: number })[]> {
  const lowest = new Map<string, Asking>()
  for (const touch of touches) {
    const known = lowest.get(targetKey(touch))
    if (!known || touch.priority < known.priority) lowest.set(targetKey(touch), touch)
  }
  const asked = [...lowest.values()]
  if (asked.length === 0) return []
  const rows = await ctx.db.rows<LaterRow>(sql`
    select s.member_id as "memberId", s.community_id as "communityId", s.priority, s.not_before as at, s.expires_at as "expiresAt",
      s.limit_id as "limitId", s.source, s.run_id as "runId"
    from unnest(${asked.map((one) => one.memberId)}::bigint[], ${asked.map((one) => (one.memberId ? 0 : one.communityId))}::bigint[],
      ${asked.map((one) => one.priority)}::smallint[]) as t (member_id, community_id, priority)
    join send s on s.workspace_id = ${ctx.workspaceId} and s.member_id = t.member_id and (t.member_id > 0 or s.community_id = t.community_id)
      and s.priority > t.priority
    where s.state in ('planned', 'retry', 'held') and not s.exempt
      and s.not_before > ${new Date(ctx.clock.now().getTime() - STUCK)} and s.not_before < ${until} and s.id <> all(${except}::bigint[]) and (s.expires_at is null or s.expires_at > s.not_before)
      and not exists (select 1 from send_stop x where x.workspace_id = ${ctx.workspaceId} and x.source = s.source and x.run_id = s.run_id)
    limit 20000`)
  return rows.map(({ source, runId, ...row }) => ({
    key: targetKey(row),
    priority: row.priority,
    at: row.at,
    expiresAt: row.expiresAt,
    limitId: row.limitId,
    origin: { source, runId },
  }))
}
