import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { type CampExam, type ExamPage, type ExamTile, type lookAtExam as lookRoute } from '../contract/index.ts'
import { dayAt } from '../domain/days.ts'
import { type Attempt, examStateOf, givenWords, rightWords } from '../domain/exam.ts'
import { memberOf } from './apply-to-camp.ts'
import { closeOverdue } from './close-attempts.ts'
import { mustBeIn } from './must-be-in.ts'
import { askedOf } from './screen.ts'
import { type AttemptRow, attemptsOf } from './store-exam.ts'
import { editionByCode, type EditionRecord } from './store-edition.ts'
import { findStudent } from './store-student.ts'
import { examOf } from './take-exam.ts'

export const bestOf = (attempts: readonly Pick<Attempt, 'percent'>[]): number | null =>
  attempts.reduce<number | null>((best, { percent }) => (percent === null ? best : Math.max(best ?? 0, percent)), null)

export function examTiles(edition: EditionRecord, attempts: readonly AttemptRow[], today: number): ExamTile[] {
  return edition.plan.exams.map((exam) => ({
    exam: exam.key,
    title: exam.title,
    day: exam.day,
    state: examStateOf(
      exam,
      attempts.filter((one) => one.exam === exam.key),
      today,
    ),
  }))
}

/** What is right is told once it can no longer help: passed, or nothing left to try. @throws camp.not_found camp.not_a_student camp.exam_not_found */
export async function lookAtExam(ctx: Ctx, input: InputOf<typeof lookRoute>): Promise<ExamPage> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    mustBeIn(await findStudent(ctx, edition.id, memberId))
    const exam = examOf(edition, input.exam)
    await closeOverdue(ctx, edition, { memberId })
    const attempts = (await attemptsOf(ctx, edition.id, memberId)).filter((one) => one.exam === exam.key)
    const now = ctx.clock.now()
    const state = examStateOf(exam, attempts, dayAt(edition.startsOn, edition.zone, now.getTime()))
    const going = attempts.find((one) => one.handedInAt === null)
    const last = attempts.findLast((one) => one.handedInAt !== null)
    const { title, day, count, minutes, pass, counts } = exam
    return {
      title,
      camp: edition.name,
      communityId: edition.communityId,
      day,
      state,
      count,
      minutes,
      pass,
      counts,
      attempts: exam.attempts,
      used: attempts.length,
      percent: bestOf(attempts),
      going: going
        ? { attempt: going.attempt, dueAt: going.dueAt, now, questions: going.questions.map(askedOf), answers: going.answers }
        : null,
      last: last ? lastOf(exam, last, state !== 'open' && state !== 'going') : null,
    }
  })
}

function lastOf(_exam: CampExam, last: AttemptRow, open: boolean): NonNullable<ExamPage['last']> {
  return {
    attempt: last.attempt,
    percent: last.percent,
    waiting: last.waiting,
    results: last.questions.map(({ id, body }, at) => {
      const grade = last.grades?.[at]
      return {
        stem: body.stem,
        given: givenWords(body, last.answers[String(id)]),
        right: open ? rightWords(body) : '',
        explain: open ? body.explain : '',
        state: grade?.state ?? 'wrong',
        points: grade?.points ?? 0,
        of: grade?.of ?? body.points,
        comment: grade?.comment ?? '',
      }
    }),
  }
}
