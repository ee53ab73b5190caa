import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** The name camps and activities call a bank by. */
export const bankKey = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60)
export const bankPurpose = z.enum(['exam', 'game'])
export type BankPurpose = z.infer<typeof bankPurpose>

/** What a question asks for; `lesson` is what a camp taught. */
export const questionTheme = z.enum(['riddle', 'saying', 'emoji', 'missing', 'quiz', 'lesson'])
export type QuestionTheme = z.infer<typeof questionTheme>
export const THEMES = ['riddle', 'saying', 'emoji', 'missing', 'quiz', 'lesson'] as const satisfies readonly QuestionTheme[]

export const MOST_OPTIONS = 8
const option = z.string().trim().min(1).max(120)
const options = z
  .array(option)
  .min(2)
  .max(MOST_OPTIONS)
  .refine((list) => new Set(list).size === list.length, { params: { code: 'doubled' } })
const place = z
  .number()
  .int()
  .min(0)
  .max(MOST_OPTIONS - 1)
const accepted = z.array(z.string().trim().min(1).max(80)).min(1).max(10)

const asked = {
  theme: questionTheme,
  stem: z.string().trim().min(1).max(500),
  /** Shown when it is revealed or graded. */
  explain: z.string().trim().max(500).default(''),
  points: z.number().int().min(1).max(100).default(1),
}

/** `right` counts from 0; each blank accepts any of its texts; a short answer has a model answer for who grades it. */
const single = z.strictObject({ kind: z.literal('single'), ...asked, options, right: place })
const multi = z.strictObject({ kind: z.literal('multi'), ...asked, options, right: z.array(place).min(1).max(MOST_OPTIONS) })
const blank = z.strictObject({ kind: z.literal('blank'), ...asked, blanks: z.array(accepted).min(1).max(8) })
const short = z.strictObject({ kind: z.literal('short'), ...asked, model: z.string().trim().max(1000).default('') })

export const questionBody = z
  .discriminatedUnion('kind', [single, multi, blank, short])
  .refine((one) => one.kind !== 'single' || one.right < one.options.length, { path: ['right'], params: { code: 'no_such_option' } })
  .refine((one) => one.kind !== 'multi' || one.right.every((at) => at < one.options.length), {
    path: ['right'],
    params: { code: 'no_such_option' },
  })
export type QuestionBody = z.infer<typeof questionBody>
export type QuestionKind = QuestionBody['kind']
export const QUESTION_KINDS = ['single', 'multi', 'blank', 'short'] as const satisfies readonly QuestionKind[]
export const questionKind = z.enum(QUESTION_KINDS)

export const bank = z.object({
  id,
  key: bankKey,
  name: z.string(),
  purpose: bankPurpose,
  note: z.string(),
  /** Questions in use. */
  questions: z.number(),
  /** How many there are of each theme. */
  themes: z.array(z.object({ theme: questionTheme, count: z.number() })),
  updatedAt: moment,
})
export type Bank = z.infer<typeof bank>

export const bankBody = z.object({
  name: z.string().trim().min(1).max(60),
  purpose: bankPurpose,
  note: z.string().trim().max(300).default(''),
})

export const questionRow = z.object({ id, bankId: id, body: questionBody, retired: z.boolean(), updatedAt: moment })
export type QuestionRow = z.infer<typeof questionRow>

/** What somebody answered: the place of an option, places, a text for each blank, or a text. */
export const givenAnswer = z.union([
  z.number().int().min(0).max(MOST_OPTIONS),
  z.array(z.number().int().min(0).max(MOST_OPTIONS)).max(MOST_OPTIONS),
  z.array(z.string().max(200)).max(8),
  z.string().max(2000),
])
export type GivenAnswer = z.infer<typeof givenAnswer>

/** `all`: only exactly right counts. `partial`: some of the right ones and no wrong one give their share. */
export const multiRule = z.enum(['all', 'partial'])
export type MultiRule = z.infer<typeof multiRule>

/** `person`: somebody reads it and gives the points. */
export const gradeState = z.enum(['right', 'partly', 'wrong', 'person'])
export type GradeState = z.infer<typeof gradeState>
export interface Grade {
  readonly state: GradeState
  readonly points: number
  readonly of: number
}
