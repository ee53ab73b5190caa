import { type Condition, questionsOf } from '@grove/condition-kit/contract'
import { z } from 'zod'

/** Profile fields that a joining page may ask for, and a condition may look at. */
export const askable = z.enum(['phone', 'email', 'gender', 'ageBand', 'city', 'occupation', 'industry', 'employer', 'title'])
export type Askable = z.infer<typeof askable>

export const question = z.object({ id: z.string().min(1).max(40), text: z.string().min(1).max(200), required: z.boolean().default(true) })

/** A condition of the one condition language; the server checks it against the registered kinds before it is kept. */
const condition = z.record(z.string(), z.unknown()).transform((value) => value as unknown as Condition)

export const requirement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invitation') }),
  z.object({ kind: z.literal('application'), questions: z.array(question).max(10).default([]) }),
  z.object({
    kind: z.literal('condition'),
    condition,
    /** What the door says instead of the condition's own words, which may name things that are nobody's business. */
    says: z.string().trim().max(100).default(''),
  }),
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

/** A requirement that is not met, as it is told to the person at the door. */
export const unmetRequirement = z.object({
  kind: z.enum(['invitation', 'application', 'condition']),
  words: z.object({ zh: z.string(), en: z.string() }).nullable(),
})
export type Unmet = z.infer<typeof unmetRequirement>

export function conditionsOf(of: Threshold): readonly Condition[] {
  return of.requirements.flatMap((one) => (one.kind === 'condition' ? [one.condition] : []))
}

/** Fields of the joining page that a condition looks at: what is typed there may make it true. */
export function askedBy(one: Condition): readonly Askable[] {
  const fields = questionsOf(one).flatMap((asked): unknown[] => {
    if (asked.kind === 'attribute') return [asked['key']]
    if (asked.kind !== 'contact') return []
    const values = Array.isArray(asked['in']) ? asked['in'].map((value) => (/#(phone|email):/.exec(String(value)) ?? [])[1]) : []
    return [...(Array.isArray(asked['has']) ? asked['has'] : []), ...values]
  })
  return [...new Set(fields)].flatMap((field) => {
    const known = askable.safeParse(field)
    return known.success ? [known.data] : []
  })
}
