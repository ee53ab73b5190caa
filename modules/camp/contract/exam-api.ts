import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { askedQuestion, givenAnswers } from './phone-api.ts'

const one = z.object({ id: idParam })
const examKey = z.string().max(60)
const onPhone = z.object({ ws: z.string(), code: z.string().max(20), exam: examKey })

/** `going`: begun and not handed in; `waiting`: somebody still reads the short answers. */
export const examState = z.enum(['not_open', 'open', 'going', 'waiting', 'passed', 'failed', 'over'])
export type ExamState = z.infer<typeof examState>

export const examResult = z.object({
  stem: z.string(),
  /** In words, as it was given and as it should be; empty where nothing was given or the answer is kept for another attempt. */
  given: z.string(),
  right: z.string(),
  explain: z.string(),
  state: z.enum(['right', 'partly', 'wrong', 'person']),
  points: z.number(),
  of: z.number(),
  comment: z.string(),
})
export const examPage = z.object({
  title: z.string(),
  camp: z.string(),
  communityId: id,
  day: z.number(),
  state: examState,
  count: z.number(),
  minutes: z.number().nullable(),
  pass: z.number(),
  counts: z.boolean(),
  attempts: z.number(),
  used: z.number(),
  /** The best of all attempts. */
  percent: z.number().nullable(),
  going: z
    .object({ attempt: z.number(), dueAt: moment.nullable(), now: moment, questions: z.array(askedQuestion), answers: givenAnswers })
    .nullable(),
  last: z.object({ attempt: z.number(), percent: z.number().nullable(), waiting: z.number(), results: z.array(examResult) }).nullable(),
})
export type ExamPage = z.infer<typeof examPage>

export const lookAtExam = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/exams/:exam',
  summary: 'An exam of a camp: what it asks, the attempt that is going on, the result of the last',
  access: 'member',
  input: onPhone,
  output: examPage,
})
export const beginExam = route({
  method: 'POST',
  path: '/api/m/:ws/camps/:code/exams/:exam/begin',
  summary: 'Draw the questions and start the time; an attempt that is going on goes on',
  access: 'member',
  input: onPhone,
  output: z.object({ attempt: z.number() }),
})
export const answerExam = route({
  method: 'PUT',
  path: '/api/m/:ws/camps/:code/exams/:exam/answers',
  summary: 'Keep the answers so far, or hand them in',
  access: 'member',
  input: onPhone.extend({ attempt: z.number().int().min(1), answers: givenAnswers, done: z.boolean() }),
  output: z.object({ handedIn: z.boolean() }),
})

export const answerRow = z.object({
  memberId: id,
  name: z.string(),
  exam: examKey,
  examTitle: z.string(),
  attempt: z.number(),
  questionId: id,
  stem: z.string(),
  answer: z.string(),
  model: z.string(),
  of: z.number(),
  handedInAt: moment,
})
export type AnswerRow = z.infer<typeof answerRow>
export const listAnswers = route({
  method: 'GET',
  path: '/api/camps/:id/answers',
  summary: 'Short answers that wait for somebody to read them, who waits longest first',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(answerRow),
})
export const gradeShortAnswer = route({
  method: 'POST',
  path: '/api/camps/:id/answers/grade',
  summary: 'Give points for a short answer; with the last one the exam is decided',
  access: { right: 'camp.run' },
  input: one.extend({
    memberId: id,
    exam: examKey,
    attempt: z.number().int().min(1),
    questionId: id,
    points: z.number().int().min(0).max(100),
    comment: z.string().trim().max(500).default(''),
  }),
  output: z.object({ waiting: z.number(), percent: z.number().nullable() }),
})
export const examFigure = z.object({
  exam: examKey,
  title: z.string(),
  day: z.number(),
  pass: z.number(),
  counts: z.boolean(),
  /** Students who handed in, of whom passed; the mean of their best attempts; answers that wait to be read. */
  took: z.number(),
  passed: z.number(),
  average: z.number().nullable(),
  waiting: z.number(),
})
export type ExamFigure = z.infer<typeof examFigure>
export const examFigures = route({
  method: 'GET',
  path: '/api/camps/:id/exams',
  summary: 'How the exams of an edition went',
  access: { right: 'camp.read' },
  input: one,
  output: z.object({ items: z.array(examFigure), students: z.number() }),
})
