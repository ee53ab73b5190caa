import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope, pageOfRows, readMomentCursor, seenIds } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type AnswerRow,
  type Answers,
  formErrors,
  type formsOfMember as ofMemberRoute,
  type listAnswers as listRoute,
  type Question,
} from '../contract/index.ts'
import { answerLines } from '../domain/answer-words.ts'
import { findForm } from './store-form.ts'

type Input = InputOf<typeof listRoute>

interface StoredRow extends Omit<AnswerRow, 'lines'> {
  readonly id: number
  readonly key: string
  readonly answers: Answers
  readonly questions: readonly Question[]
}

const COLUMNS = (ctx: Ctx): Sql => sql`
  p.member_id as id, p.member_id as "memberId", m.display_name as "memberName", nullif(p.community_id, 0) as "communityId",
  c.name as "communityName", p.version, p.answers, p.shared, p.answered_at as "answeredAt", p.answered_at::text as key, v.questions
  from p join member m on m.workspace_id = ${ctx.workspaceId} and m.id = p.member_id
  join form_version v on v.workspace_id = ${ctx.workspaceId} and v.form_id = p.form_id and v.version = p.version
  left join community c on c.workspace_id = ${ctx.workspaceId} and c.id = p.community_id`

const rowOf = ({ id: _id, key: _key, answers, questions, ...row }: StoredRow): AnswerRow => ({
  ...row,
  lines: answerLines(questions, answers),
})

/** Answers the actor may see, newest first. @throws form.not_found */
export async function listAnswers(ctx: Ctx, input: Input): Promise<OutputOf<typeof listRoute>> {
  if (!(await findForm(ctx, input.id))) throw formErrors.not_found()
  const where = answersOf(ctx, input)
  const rows = await readPage(ctx, where, input.cursor, input.limit)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(rowOf)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from form_answer a join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}

/** Page after page of the same, for the export. */
export function readPage(ctx: Ctx, where: Sql, cursor: string | undefined, limit: number): Promise<StoredRow[]> {
  const place = readMomentCursor(cursor)
  return ctx.db.rows<StoredRow>(sql`
    with p as (
      select a.form_id, a.member_id, a.community_id, a.version, a.answers, a.shared, a.answered_at from form_answer a
      join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id
      where ${where} and ${place ? sql`(a.answered_at, a.member_id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
      order by a.answered_at desc, a.member_id desc limit ${limit + 1})
    select ${COLUMNS(ctx)} order by p.answered_at desc, p.member_id desc`)
}

/** Condition on `a` (form_answer) and `m` (its member). */
export function answersOf(ctx: Ctx, input: Pick<Input, 'id' | 'communityId' | 'chose'>): Sql {
  const [question, option] = input.chose?.split(':') ?? []
  return join(
    [
      sql`a.workspace_id = ${ctx.workspaceId} and a.form_id = ${input.id} and ${memberScope(ctx)}`,
      ...(input.communityId ? [sql`a.community_id = ${input.communityId}`] : []),
      // The option alone, or among several: a string contains itself as an array contains its elements.
      ...(question && option ? [sql`a.answers -> ${question}::text @> to_jsonb(${option}::text)`] : []),
    ],
    ' and ',
  )
}

/** What one member was asked and what they said. @throws form.not_found for a member the actor may not see */
export async function formsOfMember(ctx: Ctx, { id }: { readonly id: number }): Promise<OutputOf<typeof ofMemberRoute>> {
  const [memberId] = await seenIds(ctx, [id])
  if (memberId === undefined) throw formErrors.not_found()
  const asked = await ctx.db.rows<{ formId: number; title: string; askedAt: Date | null }>(sql`
    select f.id as "formId", f.title, k.asked_at as "askedAt" from form_ask k
    join form f on f.workspace_id = ${ctx.workspaceId} and f.id = k.form_id
    where k.workspace_id = ${ctx.workspaceId} and k.member_id = ${memberId} order by k.asked_at desc nulls last, f.id desc limit 100`)
  const answered = await ctx.db.rows<StoredRow & { formId: number }>(sql`
    with p as (
      select a.form_id, a.member_id, a.community_id, a.version, a.answers, a.shared, a.answered_at from form_answer a
      where a.workspace_id = ${ctx.workspaceId} and a.member_id = ${memberId} order by a.answered_at desc limit 100)
    select p.form_id as "formId", ${COLUMNS(ctx)}`)
  const answers = new Map(answered.map(({ formId, ...row }) => [formId, rowOf(row)]))
  return { items: asked.map((one) => ({ ...one, answer: answers.get(one.formId) ?? null })) }
}
