import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** Largest file, and the most rows of one. */
export const QUESTION_FILE_BYTES = 4 * 1024 * 1024
export const QUESTION_FILE_ROWS = 5000

export const questionFault = z.enum([
  'no_stem',
  'too_long',
  'unknown_kind',
  'unknown_theme',
  'too_few_options',
  'options_doubled',
  'no_answer',
  'answer_not_an_option',
  'points_wrong',
  'doubled',
])
export type QuestionFault = z.infer<typeof questionFault>

export const questionImport = z.object({
  id,
  bankId: id,
  fileName: z.string(),
  rows: z.number(),
  added: z.number(),
  /** Stood in the bank already. */
  known: z.number(),
  failed: z.number(),
  /** The first of what was not taken. */
  faults: z.array(z.object({ line: z.number(), code: questionFault, value: z.string() })),
  at: moment,
})
export type QuestionImport = z.infer<typeof questionImport>
