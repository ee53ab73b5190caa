import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { bankByKey, drawQuestions } from '@grove/question/server'
import { type answerExam as answerRoute, type beginExam as beginRoute, campErrors, type CampExam } from '../contract/index.ts'
import { dayAt } from '../domain/days.ts'
import { dueOf, examStateOf, isOverdue } from '../domain/exam.ts'
import { memberOf } from './apply-to-camp.ts'
import { closeOverdue, handIn } from './close-attempts.ts'
import { attemptsOf, insertAttempt, keepAnswers, lockAttempt } from './store-exam.ts'
import { editionByCode, type EditionRecord } from './store-edition.ts'
import { lockStudent } from './store-student.ts'

/** @throws camp.exam_not_found */
export function examOf(edition: EditionRecord, key: string): CampExam {
  const exam = edition.plan.exams.find((one) => one.key === key)
  if (!exam) throw campErrors.exam_not_found()
  return exam
}

/**
 * Questions are drawn by the camp's seed for this student and this attempt. Begun twice it is the same attempt.
 * @throws camp.not_found camp.not_a_student camp.exam_not_found camp.exam_not_open camp.exam_over camp.exam_passed camp.no_attempts camp.unknown_bank
 */
export async function beginExam(ctx: Ctx, input: InputOf<typeof beginRoute>): Promise<OutputOf<typeof beginRoute>> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    const exam = examOf(edition, input.exam)
    if ((await lockStudent(ctx, edition.id, memberId))?.state !== 'admitted') throw campErrors.not_a_student()
    await closeOverdue(ctx, edition, { memberId })
    const attempts = (await attemptsOf(ctx, edition.id, memberId)).filter((one) => one.exam === exam.key)
    const now = ctx.clock.now()
    const state = examStateOf(exam, attempts, dayAt(edition.startsOn, edition.zone, now.getTime()))
    if (state === 'going') return { attempt: attempts.at(-1)?.attempt ?? 1 }
    if (state === 'passed' || state === 'waiting') throw campErrors.exam_passed()
    if (state === 'not_open') throw campErrors.exam_not_open()
    if (state === 'over') throw campErrors.exam_over()
    if (state === 'failed')
      throw attempts.length < exam.attempts ? campErrors.exam_over() : campErrors.no_attempts({ attempts: exam.attempts })
    const attempt = attempts.length + 1
    const bank = await bankByKey(ctx, exam.bank)
    if (!bank) throw campErrors.unknown_bank({ bank: exam.bank })
    const seed = `${ctx.seed}|exam ${edition.id} ${exam.key}|${memberId}|${attempt}`
    const questions = await drawQuestions(ctx, { bankId: bank.id, count: exam.count, seed })
    await insertAttempt(ctx, { editionId: edition.id, memberId, exam: exam.key, attempt, questions, dueAt: dueOf(now, exam.minutes) })
    return { attempt }
  })
}

/**
 * Kept as often as the phone likes, graded when it is handed in or the time is over.
 * @throws camp.not_found camp.not_a_student camp.exam_not_found camp.exam_handed_in camp.exam_over camp.quiz_changed
 */
export async function answerExam(ctx: Ctx, input: InputOf<typeof answerRoute>): Promise<OutputOf<typeof answerRoute>> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    const { key } = examOf(edition, input.exam)
    const student = await lockStudent(ctx, edition.id, memberId)
    if (student?.state !== 'admitted') throw campErrors.not_a_student()
    const found = await lockAttempt(ctx, edition.id, memberId, key, input.attempt)
    if (!found) throw campErrors.exam_not_found()
    if (found.handedInAt) throw campErrors.exam_handed_in()
    if (isOverdue(found, ctx.clock.now().getTime())) throw campErrors.exam_over()
    const asked = new Set(found.questions.map((one) => String(one.id)))
    if (Object.keys(input.answers).some((id) => !asked.has(id))) throw campErrors.quiz_changed()
    await keepAnswers(ctx, { editionId: edition.id, memberId, exam: key, attempt: input.attempt }, input.answers)
    if (input.done) await handIn(ctx, edition, [{ ...found, answers: input.answers, memberId, counted: student.counted }])
    return { handedIn: input.done }
  })
}
