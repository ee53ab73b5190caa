import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

/** What is wrong with one answer. */
export const answerProblem = z.enum([
  'required',
  'unknown_option',
  'too_many',
  'too_long',
  'not_a_number',
  'too_small',
  'too_big',
  'not_a_date',
  'unknown_region',
])
export type AnswerProblem = z.infer<typeof answerProblem>

export const formErrors = defineErrors('form', {
  not_found: { status: 404 },
  key_taken: { status: 409, data: z.object({ key: z.string() }) },
  no_questions: { status: 422 },
  not_open: { status: 409, data: z.object({ form: z.string() }) },
  unknown_form: { status: 422, data: z.object({ form: z.string() }) },
  has_answers: { status: 409, data: z.object({ answers: z.number() }) },
  answers_wrong: { status: 422, data: z.object({ problems: z.array(z.object({ question: z.string(), problem: answerProblem })) }) },
})
