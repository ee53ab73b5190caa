import { attributeKey } from '@grove/member/contract'
import { z } from 'zod'

/** Keys of questions and options: made by the builder, stable over versions. */
export const questionKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

/** Fields of the record that an answer may fill. */
export const ANSWER_FIELDS = ['gender', 'ageBand', 'city', 'occupation', 'industry', 'employer', 'title'] as const
export type AnswerField = (typeof ANSWER_FIELDS)[number]

const into = z.union([z.strictObject({ field: z.enum(ANSWER_FIELDS) }), z.strictObject({ attribute: attributeKey })])
export type Into = z.infer<typeof into>

const option = z.strictObject({
  id: questionKey,
  label: z.string().trim().min(1).max(60),
  /** Given to who chooses it, taken from who no longer does. */
  tag: z.string().trim().min(1).max(40).optional(),
})
export type AnswerOption = z.infer<typeof option>

const asked = {
  key: questionKey,
  label: z.string().trim().min(1).max(80),
  hint: z.string().trim().max(120).optional(),
  required: z.boolean().default(false),
  /** Part of the card that the next newcomer is shown as the example. */
  inExample: z.boolean().default(true),
  into: into.optional(),
}
const options = z
  .array(option)
  .min(2)
  .max(20)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, { params: { code: 'doubled' } })

export const question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), ...asked, options }),
  z.strictObject({ kind: z.literal('multi'), ...asked, options, most: z.number().int().min(1).max(20).optional() }),
  z.strictObject({ kind: z.literal('text'), ...asked, longest: z.number().int().min(1).max(1000).default(100) }),
  z.strictObject({ kind: z.literal('number'), ...asked, least: z.number().optional(), most: z.number().optional() }),
  z.strictObject({ kind: z.literal('date'), ...asked }),
  z.strictObject({ kind: z.literal('region'), ...asked }),
])
export type Question = z.infer<typeof question>
export type QuestionKind = Question['kind']
export const QUESTION_KINDS = ['single', 'multi', 'text', 'number', 'date', 'region'] as const satisfies readonly QuestionKind[]

export const questions = z
  .array(question)
  .max(40)
  .refine((list) => new Set(list.map((one) => one.key)).size === list.length, { params: { code: 'doubled' } })

/**
 * Answers by the question's key: an option's id (single), ids (multi), a text, a number, a day YYYY-MM-DD (date), the six-digit code of a
 * city (region, GB/T 2260).
 */
export const answers = z.record(z.string().max(40), z.union([z.string().max(1000), z.number(), z.array(z.string().max(40)).max(20)]))
export type Answers = z.infer<typeof answers>
