import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface DayActs {
  readonly memberId: number
  readonly day: string
  messages: number
  reactions: number
  answers: number
}

/** Adds what members did to their days; members that are gone meanwhile are passed over. */
export async function addActs(ctx: Ctx, rows: readonly DayActs[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.exec(sql`
    insert into standing_day as d (workspace_id, member_id, day, messages, reactions, answers)
    select ${ctx.workspaceId}, n.member_id, n.day, n.messages, n.reactions, n.answers
    from unnest(${rows.map((row) => row.memberId)}::bigint[], ${rows.map((row) => row.day)}::date[], ${rows.map((row) => row.messages)}::int[],
      ${rows.map((row) => row.reactions)}::int[], ${rows.map((row) => row.answers)}::int[]) as n (member_id, day, messages, reactions, answers)
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = n.member_id
    order by n.member_id, n.day
    on conflict (workspace_id, member_id, day) do update set messages = d.messages + excluded.messages,
      reactions = d.reactions + excluded.reactions, answers = d.answers + excluded.answers`)
}

/** The latest thing each member did, and the event that says so. */
export interface Act {
  readonly memberId: number
  readonly at: Date
  readonly event: string
  readonly eventId: number
}
export interface Stirred extends Act {
  /** Null: never before. */
  readonly before: Date | null
  readonly asleepSince: Date | null
}

/**
 * Notes that members did something, at most once an hour each; answers those for whom it was the first thing ever, or who were asleep.
 * Something older than the sleep wakes nobody.
 */
export function noteActs(ctx: Ctx, acts: readonly Act[], sleepDays: number): Promise<Stirred[]> {
  if (acts.length === 0) return Promise.resolve([])
  return ctx.db.rows<Stirred>(sql`
    with acts as (
      select n.id, n.at, n.event, n.event_id from unnest(${acts.map((act) => act.memberId)}::bigint[],
        ${acts.map((act) => act.at.toISOString())}::timestamptz[], ${acts.map((act) => act.event)}::text[],
        ${acts.map((act) => act.eventId)}::bigint[]) as n (id, at, event, event_id)),
    was as (
      select s.member_id, s.last_act_at, s.asleep_since from standing s
      where s.workspace_id = ${ctx.workspaceId} and s.member_id = any(${acts.map((act) => act.memberId)}::bigint[])
      order by s.member_id for update),
    written as (
      update standing s set last_act_at = a.at, asleep_since = null, sleep_at = a.at + make_interval(days => ${sleepDays})
      from acts a join was w on w.member_id = a.id
      where s.workspace_id = ${ctx.workspaceId} and s.member_id = a.id
        and (w.last_act_at is null or a.at >= w.last_act_at + interval '1 hour' or (w.asleep_since is not null and a.at > w.last_act_at))
        and (w.asleep_since is null or a.at >= w.asleep_since)
      returning s.member_id)
    select a.id as "memberId", a.at, a.event, a.event_id as "eventId", w.last_act_at as before, w.asleep_since as "asleepSince"
    from written x join acts a on a.id = x.member_id join was w on w.member_id = x.member_id
    where w.last_act_at is null or w.asleep_since is not null`)
}

/** Those of the members who are in no community any more and were not gone before; with when they left. */
export function noteGone(ctx: Ctx, left: ReadonlyMap<number, Date>): Promise<{ id: number }[]> {
  return ctx.db.rows(sql`
    update standing s set gone_since = n.at from unnest(${[...left.keys()]}::bigint[], ${[...left.values()]}::timestamptz[]) as n (id, at)
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = n.id and s.gone_since is null
      and not exists (select 1 from membership x where x.workspace_id = ${ctx.workspaceId} and x.member_id = s.member_id and x.state = 'active')
    returning s.member_id as id`)
}

/** Those who were gone and are in a community again, with since when they had been gone. */
export function noteBack(ctx: Ctx, memberIds: readonly number[]): Promise<{ id: number; goneSince: Date }[]> {
  return ctx.db.rows(sql`
    with gone as (
      select s.member_id, s.gone_since from standing s
      where s.workspace_id = ${ctx.workspaceId} and s.member_id = any(${memberIds}::bigint[]) and s.gone_since is not null
      order by s.member_id for update)
    update standing s set gone_since = null from gone g
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = g.member_id
      and exists (select 1 from membership x where x.workspace_id = ${ctx.workspaceId} and x.member_id = s.member_id and x.state = 'active')
    returning s.member_id as id, g.gone_since as "goneSince"`)
}

/** Members whose rules are to be asked again; the latest event of each kind stays as a possible cause. */
export async function markDirty(ctx: Ctx, rows: readonly { memberId: number; event: string; eventId: number }[]): Promise<void> {
  if (rows.length === 0) return
  const causes = new Map<number, Record<string, number>>()
  for (const { memberId, event, eventId } of rows) causes.set(memberId, { ...causes.get(memberId), [event]: eventId })
  const list = [...causes].map(([memberId, told]) => ({
    m: memberId,
    c: told,
    b: Object.keys(told).some((kind) => kind.startsWith('order.')),
  }))
  await ctx.db.exec(sql`
    insert into standing_dirty as d (workspace_id, member_id, causes, bought)
    select ${ctx.workspaceId}, n.m, n.c, n.b from json_to_recordset(${JSON.stringify(list)}::json) as n (m bigint, c jsonb, b boolean)
    join member k on k.workspace_id = ${ctx.workspaceId} and k.id = n.m and k.kind = 'member'
    order by n.m
    on conflict (workspace_id, member_id) do update set causes = d.causes || excluded.causes, bought = d.bought or excluded.bought`)
  ctx.afterCommit(() => ctx.app.signals.wake('standing'))
}
