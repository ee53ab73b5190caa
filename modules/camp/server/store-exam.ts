import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { GivenAnswers } from '../contract/index.ts'
import type { Asked, Attempt, GradeOf } from '../domain/exam.ts'

export interface AttemptRow extends Attempt {
  readonly exam: string
  readonly questions: readonly Asked[]
  readonly answers: GivenAnswers
  readonly grades: readonly GradeOf[] | null
}

const ATTEMPT = sql`t.exam, t.attempt, t.questions, t.answers, t.grades, t.due_at as "dueAt", t.handed_in_at as "handedInAt", t.waiting, t.percent,
  t.passed`

/** All attempts of a student: ten exams of ten attempts at most. */
export const attemptsOf = (ctx: Ctx, editionId: number, memberId: number) =>
  ctx.db.rows<AttemptRow>(sql`
    select ${ATTEMPT} from camp_exam_try t
    where t.workspace_id = ${ctx.workspaceId} and t.edition_id = ${editionId} and t.member_id = ${memberId} order by t.exam, t.attempt`)

export const lockAttempt = (ctx: Ctx, editionId: number, memberId: number, exam: string, attempt: number) =>
  ctx.db.maybe<AttemptRow>(sql`
    select ${ATTEMPT} from camp_exam_try t
    where t.workspace_id = ${ctx.workspaceId} and t.edition_id = ${editionId} and t.member_id = ${memberId} and t.exam = ${exam}
      and t.attempt = ${attempt} for update`)

export interface NewAttempt {
  readonly editionId: number
  readonly memberId: number
  readonly exam: string
  readonly attempt: number
  readonly questions: readonly Asked[]
  readonly dueAt: Date | null
}
export const insertAttempt = (ctx: Ctx, one: NewAttempt) =>
  ctx.db.exec(sql`
    insert into camp_exam_try (workspace_id, edition_id, member_id, exam, attempt, questions, answers, started_at, due_at)
    values (${ctx.workspaceId}, ${one.editionId}, ${one.memberId}, ${one.exam}, ${one.attempt}, ${JSON.stringify(one.questions)}::jsonb, '{}',
      ${ctx.clock.now()}, ${one.dueAt})`)

export const keepAnswers = (ctx: Ctx, key: Omit<NewAttempt, 'questions' | 'dueAt'>, answers: GivenAnswers) =>
  ctx.db.exec(sql`
    update camp_exam_try set answers = ${JSON.stringify(answers)}::jsonb
    where workspace_id = ${ctx.workspaceId} and edition_id = ${key.editionId} and member_id = ${key.memberId} and exam = ${key.exam}
      and attempt = ${key.attempt}`)

export interface Decided {
  readonly memberId: number
  readonly exam: string
  readonly attempt: number
  readonly handedInAt: Date
  readonly grades: readonly GradeOf[]
  readonly waiting: number
  readonly percent: number | null
  readonly passed: boolean | null
}
/** Many attempts of an edition by one statement. */
export const decideAttempts = (ctx: Ctx, editionId: number, decided: readonly Decided[]) =>
  ctx.db.exec(sql`
    update camp_exam_try t set grades = n.grades, waiting = n.waiting, percent = n.percent, passed = n.passed, handed_in_at = n.handed_in_at
    from unnest(${decided.map((one) => one.memberId)}::bigint[], ${decided.map((one) => one.exam)}::text[], ${decided.map((one) => one.attempt)}::int[],
      ${decided.map((one) => JSON.stringify(one.grades))}::jsonb[], ${decided.map((one) => one.waiting)}::int[],
      ${decided.map((one) => one.percent)}::int[], ${decided.map((one) => one.passed)}::boolean[],
      ${decided.map((one) => one.handedInAt)}::timestamptz[])
      as n (member_id, exam, attempt, grades, waiting, percent, passed, handed_in_at)
    where t.workspace_id = ${ctx.workspaceId} and t.edition_id = ${editionId} and t.member_id = n.member_id and t.exam = n.exam
      and t.attempt = n.attempt`)
