import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { StudentPost, StudentState } from '../contract/index.ts'

export interface StudentRecord {
  readonly memberId: number
  readonly name: string
  readonly state: StudentState
  readonly post: StudentPost
  readonly reason: string | null
  readonly cards: number
  readonly counted: boolean
  readonly appliedAt: Date
}

export const findStudents = (ctx: Ctx, editionId: number, memberIds: readonly number[]) =>
  ctx.db.rows<StudentRecord>(sql`
    select s.member_id as "memberId", m.display_name as name, s.state, s.post, s.reason, s.cards, s.counted, s.applied_at as "appliedAt"
    from camp_student s join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${editionId} and s.member_id = any(${memberIds}::bigint[])`)

export const findStudent = async (ctx: Ctx, editionId: number, memberId: number): Promise<StudentRecord | undefined> =>
  (await findStudents(ctx, editionId, [memberId]))[0]

/** The same, locked: whoever checks in or takes a card holds it. */
export const lockStudent = (ctx: Ctx, editionId: number, memberId: number) =>
  ctx.db.maybe<{ state: StudentState; cards: number; counted: boolean }>(sql`
    select s.state, s.cards, s.counted from camp_student s
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${editionId} and s.member_id = ${memberId} for update`)

export interface Application {
  readonly memberIds: readonly number[]
  readonly quizPercent?: number | null
  readonly proofMediaId?: number | null
  readonly orderId?: number | null
}

/** Puts members at the door, or back there; those who are in, waiting or at the door already stay as they are. Answers who is new. */
export async function putApplied(
  ctx: Ctx,
  editionId: number,
  { memberIds, quizPercent, proofMediaId, orderId }: Application,
): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    insert into camp_student as s (workspace_id, edition_id, member_id, state, counted, quiz_percent, proof_media_id, order_id, applied_at)
    select ${ctx.workspaceId}, ${editionId}, m.id, 'applied', m.kind = 'member', ${quizPercent ?? null}::int, ${proofMediaId ?? null}::bigint,
      ${orderId ?? null}::bigint, ${ctx.clock.now()}
    from unnest(${memberIds}::bigint[]) with ordinality as a (id, position)
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.id order by a.position
    on conflict (workspace_id, edition_id, member_id) do update set state = 'applied', reason = null, quiz_percent = excluded.quiz_percent,
      proof_media_id = excluded.proof_media_id, order_id = excluded.order_id, applied_at = excluded.applied_at
    where s.state in ('declined', 'left')
    returning s.member_id as id`)
  const fresh = new Set(rows.map((row) => row.id))
  return memberIds.filter((id) => fresh.has(id))
}

/** Moves students who are in one of the states `from`; answers who moved. */
export async function setStates(
  ctx: Ctx,
  editionId: number,
  memberIds: readonly number[],
  change: { readonly from: readonly StudentState[]; readonly to: StudentState; readonly reason?: string | null },
): Promise<number[]> {
  if (memberIds.length === 0) return []
  const admittedAt = change.to === 'admitted' ? ctx.clock.now() : null
  const rows = await ctx.db.rows<{ id: number }>(sql`
    update camp_student s set state = ${change.to}, reason = ${change.reason ?? null}, admitted_at = coalesce(${admittedAt}::timestamptz, s.admitted_at)
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${editionId} and s.member_id = any(${memberIds}::bigint[])
      and s.state = any(${change.from}::text[]) returning s.member_id as id`)
  return rows.map((row) => row.id)
}

/** Who waited longest, so many. */
export async function firstWaiting(ctx: Ctx, editionId: number, count: number): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select s.member_id as id from camp_student s
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${editionId} and s.state = 'waiting'
    order by s.applied_at, s.member_id limit ${count}`)
  return rows.map((row) => row.id)
}

export async function placeInLine(ctx: Ctx, editionId: number, student: Pick<StudentRecord, 'memberId' | 'appliedAt'>): Promise<number> {
  const { before } = await ctx.db.one<{ before: number }>(sql`
    select count(*)::int as before from camp_student s
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${editionId} and s.state = 'waiting'
      and (s.applied_at, s.member_id) < (${student.appliedAt}, ${student.memberId}::bigint)`)
  return before
}

export const setPost = (ctx: Ctx, editionId: number, memberId: number, post: StudentPost) =>
  ctx.db.exec(sql`
    update camp_student set post = ${post}
    where workspace_id = ${ctx.workspaceId} and edition_id = ${editionId} and member_id = ${memberId} and state = 'admitted' and post <> ${post}`)
