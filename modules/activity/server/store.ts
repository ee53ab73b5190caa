import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { ActivityKind, ChoiceOption, Mechanism, Prize, Spec, Stage } from '../contract/index.ts'
import type { State } from '../domain/advance.ts'
import type { Ticket } from '../domain/draw.ts'

export interface StoredActivity {
  readonly id: number
  readonly code: string
  readonly communityId: number
  readonly script: string
  readonly kind: ActivityKind
  readonly mechanism: Mechanism
  readonly title: string
  readonly spec: Spec
  readonly stage: Stage
  readonly round: number
  readonly rounds: number
  readonly startsAt: Date
  readonly closesAt: Date | null
  readonly dueAt: Date | null
  readonly seed: string
  readonly commitment: string
  readonly claimed: number
  /** A guess whose result nobody has told yet. */
  readonly unsettled: boolean
}

const ACTIVITY = sql`a.id, a.code, a.community_id as "communityId", a.script, a.kind, a.mechanism, a.title, a.spec, a.stage, a.round, a.rounds,
  a.starts_at as "startsAt", a.closes_at as "closesAt", a.due_at as "dueAt", a.seed, a.commitment, a.claimed,
  a.kind = 'guess' and not exists (select 1 from activity_round r
    where r.workspace_id = a.workspace_id and r.activity_id = a.id and r.round = greatest(a.round, 1) and r.answer is not null) as unsettled`

const find = (ctx: Ctx, where: Sql) =>
  ctx.db.rows<StoredActivity>(sql`select ${ACTIVITY} from activity a where a.workspace_id = ${ctx.workspaceId} and ${where}`)

export const findByCode = async (ctx: Ctx, code: string) => (await find(ctx, sql`a.code = ${code.toUpperCase()}`))[0]
export const findActivities = (ctx: Ctx, ids: readonly number[]) => find(ctx, sql`a.id = any(${ids}::bigint[]) order by a.id`)

/** Due ones, locked: whoever else moves them waits. */
export const lockDue = (ctx: Ctx, limit: number) =>
  find(
    ctx,
    sql`a.id = any(array(select d.id from activity d where d.workspace_id = ${ctx.workspaceId} and d.due_at <= ${ctx.clock.now()}
    order by d.due_at limit ${limit})) and a.due_at <= ${ctx.clock.now()} order by a.id for update`,
  )

export const lockActivity = async (ctx: Ctx, id: number) => (await find(ctx, sql`a.id = ${id} for update`))[0]

export interface NewActivity {
  readonly key: string
  readonly code: string
  readonly communityId: number
  readonly script: string
  readonly kind: ActivityKind
  readonly mechanism: Mechanism
  readonly title: string
  readonly spec: Spec
  readonly rounds: number
  readonly startsAt: Date
  readonly dueAt: Date | null
  readonly seed: string
  readonly commitment: string
  readonly runId: number
}

/** Numbers of those whose key is new. */
export function insertActivities(ctx: Ctx, rows: readonly NewActivity[], staffId: number | null) {
  return ctx.db.rows<{ id: number; key: string }>(sql`
    insert into activity (workspace_id, key, code, community_id, script, kind, mechanism, title, spec, stage, round, rounds, starts_at, due_at,
      seed, commitment, claimed, reached, run_id, created_by, created_at)
    select ${ctx.workspaceId}, n.key, n.code, n."communityId", n.script, n.kind, n.mechanism, n.title, n.spec, 'planned', 0, n.rounds, n."startsAt",
      n."dueAt", n.seed, n.commitment, 0, 0, n."runId", ${staffId}, ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as n (key text, code text, "communityId" bigint, script text, kind text, mechanism text,
      title text, spec jsonb, rounds int, "startsAt" timestamptz, "dueAt" timestamptz, seed text, commitment text, "runId" bigint)
    on conflict (workspace_id, key) do nothing returning id, key`)
}

export const takenCodes = (ctx: Ctx, codes: readonly string[]) =>
  ctx.db.rows<{ code: string }>(sql`select code from activity where workspace_id = ${ctx.workspaceId} and code = any(${codes}::text[])`)

export interface NewRound {
  readonly activityId: number
  readonly round: number
  readonly text: string
  readonly options: readonly ChoiceOption[]
  readonly answer: string | null
  readonly explain: string
}
export async function insertRounds(ctx: Ctx, rounds: readonly NewRound[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into activity_round (workspace_id, activity_id, round, text, options, answer, explain)
    select ${ctx.workspaceId}, n."activityId", n.round, n.text, n.options, n.answer, n.explain
    from json_to_recordset(${JSON.stringify(rounds)}::json) as n ("activityId" bigint, round int, text text, options jsonb, answer text, explain text)`)
}

export async function writeStates(ctx: Ctx, moved: readonly { readonly id: number; readonly state: State }[]): Promise<void> {
  const rows = moved.map(({ id, state }) => ({
    id,
    ...state,
    closesAt: state.closesAt === null ? null : new Date(state.closesAt).toISOString(),
    dueAt: state.dueAt === null ? null : new Date(state.dueAt).toISOString(),
    over: state.stage === 'done' || state.stage === 'stopped',
  }))
  await ctx.db.exec(sql`
    update activity a set stage = n.stage, round = n.round, closes_at = n."closesAt", due_at = n."dueAt",
      ended_at = case when n.over then ${ctx.clock.now()}::timestamptz end
    from json_to_recordset(${JSON.stringify(rows)}::json) as n (id bigint, stage text, round int, "closesAt" timestamptz, "dueAt" timestamptz, over boolean)
    where a.workspace_id = ${ctx.workspaceId} and a.id = n.id`)
}

export const writeStop = (ctx: Ctx, ids: readonly number[], why: string) =>
  ctx.db.exec(sql`
    update activity set stage = 'stopped', closes_at = null, due_at = null, ended_at = ${ctx.clock.now()}, stopped_why = ${why}
    where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[])`)

/** The group's size is counted when the first round opens. */
export const writeReached = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.exec(sql`
    update activity a set reached = c.headcount from community c
    where a.workspace_id = ${ctx.workspaceId} and a.id = any(${ids}::bigint[]) and c.workspace_id = ${ctx.workspaceId} and c.id = a.community_id`)

export interface RoundOf {
  readonly id: number
  readonly round: number
}
const of = (rounds: readonly RoundOf[]) =>
  sql`unnest(${rounds.map((one) => one.id)}::bigint[], ${rounds.map((one) => one.round)}::int[]) as n (id, round)`

export const writeOpened = (ctx: Ctx, rounds: readonly RoundOf[]) =>
  ctx.db.exec(sql`
    update activity_round r set opened_at = ${ctx.clock.now()} from ${of(rounds)}
    where r.workspace_id = ${ctx.workspaceId} and r.activity_id = n.id and r.round = n.round`)

export const writeRevealed = (ctx: Ctx, rounds: readonly RoundOf[]) =>
  ctx.db.exec(sql`
    update activity_round r set revealed_at = ${ctx.clock.now()} from ${of(rounds)}
    where r.workspace_id = ${ctx.workspaceId} and r.activity_id = n.id and r.round = n.round`)

/** Answers that are known only now; who had picked them is right from here on. */
export async function writeAnswers(ctx: Ctx, answers: readonly (RoundOf & { readonly answer: string })[]): Promise<void> {
  const given = sql`unnest(${answers.map((one) => one.id)}::bigint[], ${answers.map((one) => one.round)}::int[],
    ${answers.map((one) => one.answer)}::text[]) as n (id, round, answer)`
  await ctx.db.exec(sql`
    update activity_round r set answer = n.answer from ${given}
    where r.workspace_id = ${ctx.workspaceId} and r.activity_id = n.id and r.round = n.round`)
  await ctx.db.exec(sql`
    update activity_answer w set hit = true from ${given}
    where w.workspace_id = ${ctx.workspaceId} and w.activity_id = n.id and w.round = n.round and w.choice = n.answer`)
}

export interface Act {
  readonly activityId: number
  readonly memberId: number
  readonly hit: boolean
  readonly choice: string
}
/** Who acted in these rounds, in the order the server took them. */
export const actsOf = (ctx: Ctx, rounds: readonly RoundOf[]) =>
  ctx.db.rows<Act>(sql`
    select w.activity_id as "activityId", w.member_id as "memberId", w.hit, w.choice from activity_answer w join ${of(rounds)} on w.activity_id = n.id and w.round = n.round
    where w.workspace_id = ${ctx.workspaceId} order by w.at, w.id`)

export interface Whole {
  readonly activityId: number
  readonly memberId: number
  readonly score: number
  readonly rounds: readonly number[]
}
/** Everybody of these activities, best first: right answers or votes, then who had them sooner. Tickets are numbered in the order of `joined`. */
export const standingsOf = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<Whole & { joined: number }>(sql`
    with votes as (
      select e.activity_id, e.member_id, sum(e.votes)::int as votes, min(e.id) filter (where e.votes > 0) as first from activity_entry e
      where e.workspace_id = ${ctx.workspaceId} and e.activity_id = any(${ids}::bigint[]) and not e.hidden group by 1, 2),
    acts as (
      select w.activity_id, w.member_id, count(*) filter (where w.hit)::int as hits, array_agg(w.round order by w.round) as rounds,
        max(w.at) filter (where w.hit) as last, max(w.id) filter (where w.hit) as last_id, min(w.id) as first_id
      from activity_answer w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = any(${ids}::bigint[]) group by 1, 2)
    select w.activity_id as "activityId", w.member_id as "memberId", w.hits + coalesce(v.votes, 0) as score, w.rounds,
      (row_number() over (partition by w.activity_id order by w.first_id))::int as joined
    from acts w left join votes v on v.activity_id = w.activity_id and v.member_id = w.member_id
    order by w.activity_id, score desc, w.last, w.last_id, v.first, w.first_id`)

/** Members who joined the last so many draws of the group and won none of them. */
export const unluckyOf = (ctx: Ctx, draws: readonly { readonly id: number; readonly communityId: number; readonly after: number }[]) =>
  ctx.db.rows<{ activityId: number; memberId: number }>(sql`
    select n.id as "activityId", w.member_id as "memberId"
    from unnest(${draws.map((one) => one.id)}::bigint[], ${draws.map((one) => one.communityId)}::bigint[], ${draws.map((one) => one.after)}::int[])
      as n (id, community_id, after)
    cross join lateral (
      select e.id from activity e where e.workspace_id = ${ctx.workspaceId} and e.community_id = n.community_id and e.kind = 'lottery'
        and e.id <> n.id and e.stage in ('won', 'followed', 'done') order by e.starts_at desc, e.id desc limit n.after) before
    join activity_answer w on w.workspace_id = ${ctx.workspaceId} and w.activity_id = before.id
    left join activity_win x on x.workspace_id = ${ctx.workspaceId} and x.activity_id = before.id and x.member_id = w.member_id
    group by n.id, n.after, w.member_id having count(*) = n.after and count(x.member_id) = 0`)

/** Days signed in since then, in the groups of these draws, of whoever did. */
export function signInsOf(ctx: Ctx, draws: readonly { readonly id: number; readonly communityId: number }[], since: Date) {
  if (draws.length === 0) return Promise.resolve([])
  return ctx.db.rows<{ activityId: number; memberId: number; days: number }>(sql`
    select n.id as "activityId", w.member_id as "memberId", count(*)::int as days
    from unnest(${draws.map((one) => one.id)}::bigint[], ${draws.map((one) => one.communityId)}::bigint[]) as n (id, community_id)
    join activity e on e.workspace_id = ${ctx.workspaceId} and e.community_id = n.community_id and e.kind = 'sign_in'
    join activity_answer w on w.workspace_id = ${ctx.workspaceId} and w.activity_id = e.id and w.at >= ${since}
    group by 1, 2`)
}

export const writeTickets = (ctx: Ctx, drawn: readonly { readonly id: number; readonly tickets: readonly Ticket[] }[]) =>
  ctx.db.exec(sql`
    update activity a set tickets = n.tickets
    from unnest(${drawn.map((one) => one.id)}::bigint[], ${drawn.map((one) => JSON.stringify(one.tickets))}::jsonb[]) as n (id, tickets)
    where a.workspace_id = ${ctx.workspaceId} and a.id = n.id`)

export interface NewWin {
  readonly activityId: number
  readonly round: number
  readonly memberId: number
  readonly rank: number
  readonly award: string
  readonly prize: Prize
}
/** Wins that were not there: one prize a person a round. */
export const insertWins = (ctx: Ctx, wins: readonly NewWin[]) =>
  ctx.db.rows<{ activityId: number; round: number; memberId: number }>(sql`
    insert into activity_win (workspace_id, activity_id, round, member_id, rank, award, prize, cost, given, at)
    select ${ctx.workspaceId}, n."activityId", n.round, n."memberId", n.rank, n.award, n.prize, 0, false, ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(wins)}::json) as n ("activityId" bigint, round int, "memberId" bigint, rank int, award text, prize jsonb)
    on conflict (workspace_id, activity_id, round, member_id) do nothing
    returning activity_id as "activityId", round, member_id as "memberId"`)

export const markGiven = (ctx: Ctx, wins: readonly (Pick<NewWin, 'activityId' | 'round' | 'memberId'> & { readonly cost: number })[]) =>
  ctx.db.exec(sql`
    update activity_win w set given = true, cost = n.cost
    from json_to_recordset(${JSON.stringify(wins)}::json) as n ("activityId" bigint, round int, "memberId" bigint, cost bigint)
    where w.workspace_id = ${ctx.workspaceId} and w.activity_id = n."activityId" and w.round = n.round and w.member_id = n."memberId"`)
