import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Award, Mechanism, Prize, Stage } from '../contract/index.ts'

/** What an answer needs to know of its activity. */
export interface Scene {
  readonly id: number
  readonly code: string
  readonly communityId: number
  readonly script: string
  readonly title: string
  readonly mechanism: Mechanism
  readonly stage: Stage
  readonly round: number
  readonly closesAt: Date | null
  readonly dueAt: Date | null
  readonly claimed: number
  readonly claims: number | null
  readonly packetPoints: number | null
  readonly awards: readonly Award[]
  readonly seed: string
  readonly graceMinutes: number
  readonly condition: unknown
  readonly answer: string | null
  readonly keys: readonly string[]
  readonly firstAt: Date | null
}

/** Locked until the answers are in: a round is never closed over answers that are on their way, and claims are counted one after the other. */
export const lockScenes = (ctx: Ctx, asked: readonly { readonly code: string | null; readonly activityId: number | null }[]) =>
  ctx.db.rows<Scene>(sql`
    select a.id, a.code, a.community_id as "communityId", a.script, a.title, a.mechanism, a.stage, a.round, a.closes_at as "closesAt",
      a.due_at as "dueAt", a.claimed, (a.spec ->> 'claims')::int as claims, (a.spec ->> 'packetPoints')::int as "packetPoints",
      a.spec -> 'awards' as awards, a.seed, (a.spec -> 'timing' ->> 'graceMinutes')::int as "graceMinutes",
      nullif(a.spec -> 'condition', 'null'::jsonb) as condition, r.answer,
      coalesce((select array_agg(o ->> 'key') from jsonb_array_elements(r.options) o), '{}') as keys, r.first_at as "firstAt"
    from activity a left join activity_round r on r.workspace_id = ${ctx.workspaceId} and r.activity_id = a.id and r.round = a.round
    where a.workspace_id = ${ctx.workspaceId}
      and (a.id = any(${[...new Set(asked.flatMap((one) => one.activityId ?? []))]}::bigint[])
        or a.code = any(${[...new Set(asked.flatMap((one) => one.code?.toUpperCase() ?? []))]}::text[]))
    order by a.id for update of a`)

/** Active members among these, and whether they count: colleagues and ambience helpers do not. */
export const standingsIn = (ctx: Ctx, pairs: readonly { readonly communityId: number; readonly memberId: number }[]) =>
  ctx.db.rows<{ communityId: number; memberId: number; counted: boolean }>(sql`
    select s.community_id as "communityId", s.member_id as "memberId",
      m.kind = 'member' and s.role not in ('ambience', 'staff') as counted
    from unnest(${pairs.map((pair) => pair.communityId)}::bigint[], ${pairs.map((pair) => pair.memberId)}::bigint[]) as p (community_id, member_id)
    join membership s on s.workspace_id = ${ctx.workspaceId} and s.community_id = p.community_id and s.member_id = p.member_id and s.state = 'active'
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = p.member_id`)

export interface NewAnswer {
  readonly activityId: number
  readonly round: number
  readonly memberId: number
  readonly choice: string
  readonly hit: boolean
  readonly at: Date
}
/** In the order given; who answered before keeps the first answer. */
export function insertAnswers(ctx: Ctx, answers: readonly NewAnswer[]): Promise<{ activityId: number; memberId: number }[]> {
  if (answers.length === 0) return Promise.resolve([])
  return ctx.db.rows<{ activityId: number; memberId: number }>(sql`
    insert into activity_answer (workspace_id, activity_id, round, member_id, choice, hit, at)
    select ${ctx.workspaceId}, n.activity_id, n.round, n.member_id, n.choice, n.hit, n.at
    from unnest(${answers.map((one) => one.activityId)}::bigint[], ${answers.map((one) => one.round)}::int[],
      ${answers.map((one) => one.memberId)}::bigint[], ${answers.map((one) => one.choice)}::text[], ${answers.map((one) => one.hit)}::boolean[],
      ${answers.map((one) => one.at.toISOString())}::timestamptz[]) with ordinality as n (activity_id, round, member_id, choice, hit, at, position)
    order by n.position
    on conflict (workspace_id, activity_id, round, member_id) do nothing
    returning activity_id as "activityId", member_id as "memberId"`)
}

export interface AnswerPlace {
  readonly activityId: number
  readonly round: number
  readonly memberId: number
}
/** What these members chose before; where it is claimed for, who got a piece, and what. */
export async function choicesBefore(
  ctx: Ctx,
  places: readonly AnswerPlace[],
): Promise<ReadonlyMap<string, { readonly choice: string; readonly prize: Prize | null }>> {
  if (places.length === 0) return new Map()
  const rows = await ctx.db.rows<{ activityId: number; memberId: number; choice: string; prize: Prize | null }>(sql`
    select w.activity_id as "activityId", w.member_id as "memberId", w.choice, x.prize
    from unnest(${places.map((one) => one.activityId)}::bigint[], ${places.map((one) => one.round)}::int[], ${places.map((one) => one.memberId)}::bigint[])
      as p (activity_id, round, member_id)
    join activity_answer w on w.workspace_id = ${ctx.workspaceId} and w.activity_id = p.activity_id and w.round = p.round and w.member_id = p.member_id
    left join activity_win x on x.workspace_id = ${ctx.workspaceId} and x.activity_id = p.activity_id and x.round = p.round and x.member_id = p.member_id`)
  return new Map(rows.map((row) => [`${row.activityId}:${row.memberId}`, row]))
}

export async function writeFirst(
  ctx: Ctx,
  firsts: readonly { readonly id: number; readonly round: number; readonly at: Date; readonly closesAt: Date; readonly dueAt: Date }[],
): Promise<void> {
  const given = sql`json_to_recordset(${JSON.stringify(firsts)}::json) as n (id bigint, round int, at timestamptz, "closesAt" timestamptz, "dueAt" timestamptz)`
  await ctx.db.exec(sql`
    with noted as (
      update activity_round r set first_at = n.at from ${given}
      where r.workspace_id = ${ctx.workspaceId} and r.activity_id = n.id and r.round = n.round and r.first_at is null)
    update activity a set closes_at = n."closesAt", due_at = n."dueAt" from ${given} where a.workspace_id = ${ctx.workspaceId} and a.id = n.id`)
}

/** Pieces that are gone now, and who got them; with the last one the claiming ends. */
export async function writeClaims(
  ctx: Ctx,
  claims: readonly {
    readonly id: number
    readonly n: number
    readonly memberIds: readonly number[]
    readonly closesAt: Date | null
    readonly dueAt: Date | null
  }[],
): Promise<void> {
  const winners = claims.flatMap((one) => one.memberIds.map((memberId) => ({ id: one.id, memberId })))
  await ctx.db.exec(sql`
    update activity_answer w set hit = true
    from unnest(${winners.map((one) => one.id)}::bigint[], ${winners.map((one) => one.memberId)}::bigint[]) as n (id, member_id)
    where w.workspace_id = ${ctx.workspaceId} and w.activity_id = n.id and w.member_id = n.member_id`)
  await ctx.db.exec(sql`
    update activity a set claimed = a.claimed + n.n, closes_at = coalesce(n."closesAt", a.closes_at), due_at = coalesce(n."dueAt", a.due_at)
    from json_to_recordset(${JSON.stringify(claims)}::json) as n (id bigint, n int, "closesAt" timestamptz, "dueAt" timestamptz)
    where a.workspace_id = ${ctx.workspaceId} and a.id = n.id`)
}
