import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  campErrors,
  type examFigures as figuresRoute,
  type gradeShortAnswer as gradeRoute,
  type listAnswers as listRoute,
} from '../contract/index.ts'
import { personalGrade, verdictOf } from '../domain/exam.ts'
import { tellDone } from './close-attempts.ts'
import { decideAttempts, lockAttempt } from './store-exam.ts'
import { editionOf } from './store-edition.ts'
import { examOf } from './take-exam.ts'
import { tellPhones } from './tell-phones.ts'

interface Waiting {
  readonly id: number
  readonly key: string
  readonly memberId: number
  readonly name: string
  readonly exam: string
  readonly attempt: number
  readonly questionId: number
  readonly stem: string
  readonly answer: string
  readonly model: string
  readonly of: number
  readonly handedInAt: Date
}

/** Pages count attempts; each may hold several answers. @throws camp.not_found */
export async function listAnswers(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const edition = await editionOf(ctx, input.id)
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<Waiting>(sql`
    with page as materialized (
      select t.member_id, t.exam, t.attempt, t.questions, t.answers, t.grades, t.handed_in_at from camp_exam_try t
      where t.workspace_id = ${ctx.workspaceId} and t.edition_id = ${input.id} and t.waiting > 0
        and ${place ? sql`(t.handed_in_at, t.member_id) > (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
      order by t.handed_in_at, t.member_id limit ${input.limit + 1})
    select p.member_id as id, p.handed_in_at::text as key, p.member_id as "memberId", m.display_name as name, p.exam, p.attempt,
      (q.question ->> 'id')::bigint as "questionId", q.question -> 'body' ->> 'stem' as stem, p.answers ->> (q.question ->> 'id') as answer,
      coalesce(q.question -> 'body' ->> 'model', '') as model, (g.grade ->> 'of')::int as of, p.handed_in_at as "handedInAt"
    from page p
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = p.member_id
    cross join lateral jsonb_array_elements(p.questions) with ordinality as q (question, place)
    cross join lateral (select p.grades -> (q.place - 1)::int as grade) g
    where g.grade ->> 'state' = 'person' order by p.handed_in_at, p.member_id, q.place`)
  const people = [...new Map(rows.map((row) => [`${row.key} ${row.id}`, row])).values()]
  const page = pageOfRows(people, input.limit)
  const shown = new Set(page.items.map((row) => `${row.key} ${row.id}`))
  const items = rows
    .filter((row) => shown.has(`${row.key} ${row.id}`))
    .map(({ id: _id, key: _key, ...row }) => ({
      ...row,
      examTitle: edition.plan.exams.find((one) => one.key === row.exam)?.title ?? row.exam,
    }))
  return { items, next: page.next, total: null }
}

/** Each answer once; the exam is decided with the last. @throws camp.not_found camp.exam_not_found camp.answer_graded camp.score_too_high */
export async function gradeShortAnswer(ctx: Ctx, input: InputOf<typeof gradeRoute>): Promise<OutputOf<typeof gradeRoute>> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const exam = examOf(edition, input.exam)
    const found = await lockAttempt(ctx, edition.id, input.memberId, exam.key, input.attempt)
    const at = found?.questions.findIndex((one) => one.id === input.questionId) ?? -1
    const grade = found?.grades?.[at]
    if (!found?.handedInAt || !grade) throw campErrors.exam_not_found()
    if (grade.state !== 'person') throw campErrors.answer_graded()
    if (input.points > grade.of) throw campErrors.score_too_high({ most: grade.of })
    const grades = (found.grades ?? []).map((one, place) => (place === at ? personalGrade(one, input.points, input.comment) : one))
    const verdict = verdictOf(grades, exam.pass)
    const { memberId, attempt } = input
    await decideAttempts(ctx, edition.id, [{ memberId, exam: exam.key, attempt, handedInAt: found.handedInAt, grades, ...verdict }])
    const { counted } = await ctx.db.one<{ counted: boolean }>(sql`
      select m.kind = 'member' as counted from member m where m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId}`)
    await tellDone(ctx, edition, [{ memberId, counted, exam: exam.key, attempt, ...verdict }])
    tellPhones(ctx, edition, [memberId])
    await audit(ctx, {
      verb: 'camp.grade_answer',
      target: { kind: 'camp', id: edition.id },
      after: { memberId, exam: exam.key, attempt, questionId: input.questionId, points: input.points },
    })
    return { waiting: verdict.waiting, percent: verdict.percent }
  })
}

/** The best attempt of each student counts. @throws camp.not_found */
export async function examFigures(ctx: Ctx, { id }: InputOf<typeof figuresRoute>): Promise<OutputOf<typeof figuresRoute>> {
  const edition = await editionOf(ctx, id)
  const rows = await ctx.db.rows<{ exam: string; took: number; passed: number; average: number | null; waiting: number }>(sql`
    select b.exam, count(*)::int as took, count(*) filter (where b.passed)::int as passed, round(avg(b.best))::int as average,
      coalesce(sum(b.waiting), 0)::int as waiting
    from (
      select t.exam, t.member_id, bool_or(coalesce(t.passed, false)) as passed, max(t.percent) as best, sum(t.waiting) as waiting
      from camp_exam_try t
      join camp_student s on s.workspace_id = ${ctx.workspaceId} and s.edition_id = t.edition_id and s.member_id = t.member_id and s.counted
      where t.workspace_id = ${ctx.workspaceId} and t.edition_id = ${id} and t.handed_in_at is not null group by t.exam, t.member_id) b
    group by b.exam`)
  const known = new Map(rows.map((row) => [row.exam, row]))
  return {
    students: edition.admitted,
    items: edition.plan.exams.map(({ key, title, day, pass, counts }) => ({
      ...(known.get(key) ?? { took: 0, passed: 0, average: null, waiting: 0 }),
      exam: key,
      title,
      day,
      pass,
      counts,
    })),
  }
}
