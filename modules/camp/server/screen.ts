import type { Ctx } from '@grove/kernel/server'
import { gradeAnswer } from '@grove/question/domain'
import { bankByKey, drawQuestions, type DrawnQuestion } from '@grove/question/server'
import sql from 'sql-template-tag'
import { type AskedQuestion, campErrors, type GivenAnswers } from '../contract/index.ts'
import type { EditionRecord } from './store-edition.ts'

/** What a phone gets to see of a question: never what is right. */
export function askedOf({ id, body }: DrawnQuestion): AskedQuestion {
  return {
    id,
    kind: body.kind,
    stem: body.stem,
    options: body.kind === 'single' || body.kind === 'multi' ? body.options : [],
    blanks: body.kind === 'blank' ? body.blanks.length : 0,
    points: body.points,
  }
}

/** Questions of the screening, the same for a member as often as they look. Short answers would need a person, so none are drawn. */
export async function screeningQuiz(ctx: Ctx, edition: EditionRecord, memberId: number): Promise<DrawnQuestion[]> {
  const { quiz } = edition.plan.screening
  if (!quiz) return []
  const bank = await bankByKey(ctx, quiz.bank)
  if (!bank) throw campErrors.unknown_bank({ bank: quiz.bank })
  return drawQuestions(ctx, {
    bankId: bank.id,
    kinds: ['single', 'multi', 'blank'],
    count: quiz.count,
    seed: `${ctx.seed}|camp ${edition.id}|${memberId}`,
  })
}

/** @throws camp.quiz_missing camp.quiz_changed camp.quiz_failed */
export async function passQuiz(ctx: Ctx, edition: EditionRecord, memberId: number, answers: GivenAnswers): Promise<number | null> {
  const { quiz } = edition.plan.screening
  if (!quiz) return null
  if (Object.keys(answers).length === 0) throw campErrors.quiz_missing()
  const questions = await screeningQuiz(ctx, edition, memberId)
  const asked = new Set(questions.map((one) => String(one.id)))
  if (Object.keys(answers).some((key) => !asked.has(key))) throw campErrors.quiz_changed()
  const grades = questions.map(({ id, body }) => gradeAnswer(body, answers[String(id)], 'partial'))
  const of = grades.reduce((sum, grade) => sum + grade.of, 0)
  const percent = Math.floor((grades.reduce((sum, grade) => sum + grade.points, 0) * 100) / of)
  if (percent < quiz.pass) throw campErrors.quiz_failed({ percent, pass: quiz.pass })
  return percent
}

export interface FormState {
  readonly title: string
  readonly code: string
  readonly answered: boolean
}

/** The form that has to be filled in first, and whether it was. */
export function screeningForm(ctx: Ctx, edition: EditionRecord, memberId: number): Promise<FormState | undefined> {
  const key = edition.plan.screening.form
  if (!key) return Promise.resolve(undefined)
  return ctx.db.maybe<FormState>(sql`
    select f.title, f.public_code as code, exists (
      select 1 from form_answer a where a.workspace_id = ${ctx.workspaceId} and a.form_id = f.id and a.member_id = ${memberId}) as answered
    from form f where f.workspace_id = ${ctx.workspaceId} and f.key = ${key}`)
}

/** The latest order of the product line that is not refunded in full and has opened no other edition. */
export function screeningOrder(ctx: Ctx, edition: EditionRecord, memberId: number): Promise<{ id: number } | undefined> {
  return ctx.db.maybe<{ id: number }>(sql`
    select o.id from shop_order o
    where o.workspace_id = ${ctx.workspaceId} and o.member_id = ${memberId} and o.product_line = ${edition.plan.screening.productLine}
      and o.refunded < o.amount and not exists (
        select 1 from camp_student s where s.workspace_id = ${ctx.workspaceId} and s.member_id = ${memberId} and s.order_id = o.id
          and s.edition_id <> ${edition.id} and s.state in ('applied', 'waiting', 'admitted'))
    order by o.paid_at desc, o.id desc limit 1`)
}

/** Whether the picture is one of ours that this member uploaded. */
export async function ownPictures(ctx: Ctx, memberId: number, ids: readonly number[]): Promise<boolean> {
  if (ids.length === 0) return true
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from media m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${ids}::bigint[])
      and m.uploaded_by = ${`m${memberId}`}`)
  return count === new Set(ids).size
}
