import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Answers, Question } from '../contract/index.ts'

/** The community whose link led to the form, by its public code; 0 for none. */
export async function communityByCode(ctx: Ctx, code: string | undefined): Promise<number> {
  if (!code) return 0
  const row = await ctx.db.maybe<{ id: number }>(sql`
    select id from community where workspace_id = ${ctx.workspaceId} and public_code = ${code.toUpperCase()}`)
  return row?.id ?? 0
}

export interface AskedMember {
  readonly formId: number
  readonly form: string
  readonly memberId: number
  readonly communityId: number
  readonly runId: number
}

/** Notes who is asked; whoever was asked before keeps the first time. Answers the members that are newly asked. */
export function insertAsks(ctx: Ctx, asked: readonly AskedMember[]): Promise<(AskedMember & { counted: boolean })[]> {
  return ctx.db.rows<AskedMember & { counted: boolean }>(sql`
    with n as (
      select distinct on (x.form_id, x.member_id) x.form_id, x.form, x.member_id, x.community_id, x.run_id
      from unnest(${asked.map((one) => one.formId)}::bigint[], ${asked.map((one) => one.form)}::text[], ${asked.map((one) => one.memberId)}::bigint[],
        ${asked.map((one) => one.communityId)}::bigint[], ${asked.map((one) => one.runId)}::bigint[])
        as x (form_id, form, member_id, community_id, run_id)
      order by x.form_id, x.member_id),
    fresh as (
      insert into form_ask as a (workspace_id, form_id, member_id, community_id, run_id, asked_at)
      select ${ctx.workspaceId}, n.form_id, n.member_id, n.community_id, n.run_id, ${ctx.clock.now()} from n
      join member m on m.workspace_id = ${ctx.workspaceId} and m.id = n.member_id
      on conflict (workspace_id, form_id, member_id) do update
        set asked_at = excluded.asked_at, community_id = excluded.community_id, run_id = excluded.run_id where a.asked_at is null
      returning form_id, member_id)
    select n.form_id as "formId", n.form, n.member_id as "memberId", n.community_id as "communityId", n.run_id as "runId",
      m.kind = 'member' as counted
    from fresh f join n on n.form_id = f.form_id and n.member_id = f.member_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = f.member_id`)
}

/** Everybody in these communities now. */
export function membersIn(ctx: Ctx, communityIds: readonly number[]): Promise<{ communityId: number; memberId: number }[]> {
  return ctx.db.rows<{ communityId: number; memberId: number }>(sql`
    select community_id as "communityId", member_id as "memberId" from membership
    where workspace_id = ${ctx.workspaceId} and community_id = any(${communityIds}::bigint[]) and state = 'active'`)
}

export async function noteOpened(ctx: Ctx, formId: number, memberId: number, communityId: number): Promise<boolean> {
  const written = await ctx.db.exec(sql`
    insert into form_ask as a (workspace_id, form_id, member_id, community_id, opened_at)
    values (${ctx.workspaceId}, ${formId}, ${memberId}, ${communityId}, ${ctx.clock.now()})
    on conflict (workspace_id, form_id, member_id) do update set opened_at = excluded.opened_at where a.opened_at is null`)
  return written > 0
}

export interface StoredAnswer {
  readonly answers: Answers
  readonly shared: boolean
}

export function findAnswer(ctx: Ctx, formId: number, memberId: number): Promise<StoredAnswer | undefined> {
  return ctx.db.maybe<StoredAnswer>(sql`
    select answers, shared from form_answer
    where workspace_id = ${ctx.workspaceId} and form_id = ${formId} and member_id = ${memberId}`)
}

export interface NewAnswer extends StoredAnswer {
  readonly formId: number
  readonly memberId: number
  readonly communityId: number
  readonly version: number
}

/** Writes or replaces; true when it is the member's first. A later answer without a community keeps the first one's. */
export async function putAnswer(ctx: Ctx, one: NewAnswer): Promise<boolean> {
  const now = ctx.clock.now()
  const { first } = await ctx.db.one<{ first: boolean }>(sql`
    insert into form_answer as a (workspace_id, form_id, member_id, community_id, version, answers, shared, answered_at, updated_at)
    values (${ctx.workspaceId}, ${one.formId}, ${one.memberId}, ${one.communityId}, ${one.version}, ${JSON.stringify(one.answers)}::jsonb,
      ${one.shared}, ${now}, ${now})
    on conflict (workspace_id, form_id, member_id) do update set version = excluded.version, answers = excluded.answers,
      shared = excluded.shared, updated_at = excluded.updated_at,
      community_id = case when excluded.community_id = 0 then a.community_id else excluded.community_id end
    returning xmax = 0 as first`)
  return first
}

export interface Example {
  readonly name: string
  readonly answers: Answers
  readonly questions: readonly Question[]
}

/** The newest card of somebody else in the same community whose owner lets it be shown. */
export function findExample(ctx: Ctx, formId: number, communityId: number, notMemberId: number): Promise<Example | undefined> {
  return ctx.db.maybe<Example>(sql`
    select m.display_name as name, a.answers, v.questions
    from form_answer a
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id and m.kind = 'member'
    join form_version v on v.workspace_id = ${ctx.workspaceId} and v.form_id = a.form_id and v.version = a.version
    where a.workspace_id = ${ctx.workspaceId} and a.form_id = ${formId} and a.community_id = ${communityId} and a.shared
      and a.member_id <> ${notMemberId}
    order by a.answered_at desc, a.member_id desc limit 1`)
}
