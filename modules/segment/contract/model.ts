import type { Condition } from '@grove/condition-kit/contract'
import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** How large a condition may be. */
export const CONDITION_LIMIT = { depth: 6, questions: 40 } as const

/** A condition before anybody looked at it: `checkCondition` does, where the registered kinds are. */
export const rawCondition = z.record(z.string(), z.unknown()).transform((value) => value as unknown as Condition)

export const segmentKind = z.enum(['live', 'list'])
export type SegmentKind = z.infer<typeof segmentKind>
export const segmentState = z.enum(['building', 'ready', 'failed'])
export const words = z.object({ zh: z.string(), en: z.string() })
const line = z.object({ depth: z.number().int(), words: z.string() })
/** The same line by line, for conditions within conditions. */
export const lines = z.object({ zh: z.array(line), en: z.array(line) })
export type ConditionLines = z.infer<typeof lines>
export const name = z.string().trim().min(1).max(60)

export const segmentSummary = z.object({
  id,
  name: z.string(),
  note: z.string(),
  kind: segmentKind,
  state: segmentState,
  /** Rows done while it is being built. */
  builtRows: z.number().int(),
  fault: z.string().nullable(),
  size: z.number().int(),
  /** Change of its size in the last seven days. */
  change: z.number().int(),
  words: words.nullable(),
  updatedAt: moment,
})
export type SegmentSummary = z.infer<typeof segmentSummary>

export const place = z.object({ kind: z.string(), id, name: z.string() })
export const sizeOfDay = z.object({ day: z.string(), size: z.number().int(), entered: z.number().int(), gone: z.number().int() })
export type SizeOfDay = z.infer<typeof sizeOfDay>
export const segmentDetail = segmentSummary.extend({
  condition: z.record(z.string(), z.unknown()).nullable(),
  lines: lines.nullable(),
  sizes: z.array(sizeOfDay),
  usedBy: z.array(place),
  createdAt: moment,
})
export type SegmentDetail = z.infer<typeof segmentDetail>

const explanationBase = z.object({ join: z.enum(['all', 'any', 'not']).nullable(), holds: z.boolean(), words })
export type Explained = z.infer<typeof explanationBase> & { readonly parts: readonly Explained[] }
export const explained: z.ZodType<Explained> = explanationBase.extend({ parts: z.array(z.lazy(() => explained)) })

const formInput = z.enum([
  'text',
  'texts',
  'number',
  'date',
  'yesno',
  'period',
  'days',
  'value',
  'values',
  'choice',
  'choices',
  'lookup',
  'lookups',
  'properties',
])
export const formField = z.object({
  param: z.string(),
  label: words,
  input: formInput,
  choices: z.array(z.object({ value: z.union([z.string(), z.number()]), label: words })).optional(),
  lookup: z.string().optional(),
  required: z.boolean().optional(),
})
export type Field = z.infer<typeof formField>
export const kindOfQuestion = z.object({
  kind: z.string(),
  title: words,
  topic: z.string(),
  example: z.record(z.string(), z.unknown()),
  form: z.array(formField),
})
export type KindOfQuestion = z.infer<typeof kindOfQuestion>

export const tagRule = z.object({
  id,
  segmentId: id,
  segment: z.string(),
  tag: z.string(),
  until: z.enum(['leaves', 'stays']),
  days: z.number().int().nullable(),
  active: z.boolean(),
  createdAt: moment,
})
