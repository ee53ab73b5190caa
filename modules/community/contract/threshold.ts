import { attributeKey, stage } from '@grove/member/contract'
import { z } from 'zod'

/** Profile fields that a joining page may ask for, and a condition may look at. */
export const askable = z.enum(['phone', 'email', 'gender', 'ageBand', 'city', 'occupation', 'industry', 'employer', 'title'])
export type Askable = z.infer<typeof askable>

export const profileCondition = z.object({
  kind: z.literal('profile'),
  /** A field of the record or `attribute:<name>`. */
  field: z.union([askable, z.templateLiteral(['attribute:', attributeKey])]),
  op: z.enum(['filled', 'is', 'not', 'contains', 'oneOf']),
  values: z.array(z.string().max(100)).max(50).default([]),
})
export const question = z.object({ id: z.string().min(1).max(40), text: z.string().min(1).max(200), required: z.boolean().default(true) })

export const requirement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invitation') }),
  z.object({ kind: z.literal('application'), questions: z.array(question).max(10).default([]) }),
  profileCondition,
  z.object({ kind: z.literal('stage'), atLeast: stage }),
  z.object({ kind: z.literal('tag'), tag: z.string().min(1).max(40) }),
])
export type Requirement = z.infer<typeof requirement>

/** Empty `requirements` is an open link. `all` of them or `any` one lets a person in. */
export const threshold = z.object({
  mode: z.enum(['all', 'any']).default('all'),
  requirements: z.array(requirement).max(10).default([]),
  /** Fields the joining page asks for although no requirement needs them. */
  ask: z.array(askable).max(9).default([]),
})
export type Threshold = z.infer<typeof threshold>
