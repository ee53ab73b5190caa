import { gradeAnswer, optionLetter } from '@grove/question/domain'
import type { Grade, QuestionBody } from '@grove/question/contract'
import type { CampExam, ExamState, GivenAnswers } from '../contract/index.ts'

/** A phone may be slow: what comes so long after the time is still taken. */
export const GRACE_MS = 30_000

export interface Asked {
  readonly id: number
  readonly body: QuestionBody
}
export interface Attempt {
  readonly attempt: number
  readonly dueAt: Date | null
  readonly handedInAt: Date | null
  readonly waiting: number
  readonly percent: number | null
  readonly passed: boolean | null
}
export interface GradeOf extends Grade {
  readonly comment?: string
}

export const dueOf = (startedAt: Date, minutes: number | null): Date | null =>
  minutes === null ? null : new Date(startedAt.getTime() + minutes * 60_000)

export const isOverdue = (one: Pick<Attempt, 'dueAt' | 'handedInAt'>, now: number): boolean =>
  one.handedInAt === null && one.dueAt !== null && now > one.dueAt.getTime() + GRACE_MS

/** How an exam stands for a student: what is going on comes before what was, what was passed before what may be tried again. */
export function examStateOf(exam: CampExam, attempts: readonly Attempt[], today: number): ExamState {
  if (attempts.some((one) => one.handedInAt === null)) return 'going'
  if (attempts.some((one) => one.passed)) return 'passed'
  if (attempts.some((one) => one.waiting > 0)) return 'waiting'
  if (today < exam.day) return 'not_open'
  if (today > exam.day + exam.openDays) return attempts.length > 0 ? 'failed' : 'over'
  return attempts.length < exam.attempts ? 'open' : 'failed'
}

/** One grade a question, in their order. */
export const gradesOf = (questions: readonly Asked[], answers: GivenAnswers): GradeOf[] =>
  questions.map(({ id, body }) => gradeAnswer(body, answers[String(id)], 'partial'))

/** Decided only when nothing waits for a person. */
export function verdictOf(grades: readonly GradeOf[], pass: number): { waiting: number; percent: number | null; passed: boolean | null } {
  const waiting = grades.filter((one) => one.state === 'person').length
  const of = grades.reduce((sum, one) => sum + one.of, 0)
  if (waiting > 0 || of === 0) return { waiting, percent: null, passed: null }
  const percent = Math.floor((grades.reduce((sum, one) => sum + one.points, 0) * 100) / of)
  return { waiting, percent, passed: percent >= pass }
}

/** What a person gives for a short answer. */
export function personalGrade(grade: GradeOf, points: number, comment: string): GradeOf {
  const given = Math.min(points, grade.of)
  const state = given === grade.of ? 'right' : given > 0 ? 'partly' : 'wrong'
  return { state, points: given, of: grade.of, ...(comment ? { comment } : {}) }
}

const list = (body: { readonly options: readonly string[] }, places: readonly number[]) =>
  places.map((at) => `${optionLetter(at)}. ${body.options[at] ?? ''}`).join('  ')

export function rightWords(body: QuestionBody): string {
  if (body.kind === 'single') return list(body, [body.right])
  if (body.kind === 'multi') return list(body, body.right)
  return body.kind === 'blank' ? body.blanks.map((accepted) => accepted[0] ?? '').join('  ') : body.model
}

export function givenWords(body: QuestionBody, given: GivenAnswers[string] | undefined): string {
  if (given === undefined) return ''
  if (body.kind === 'single') return typeof given === 'number' ? list(body, [given]) : ''
  if (body.kind === 'short') return typeof given === 'string' ? given : ''
  if (!Array.isArray(given)) return ''
  return body.kind === 'multi' ? list(body, given as number[]) : given.join('  ')
}
