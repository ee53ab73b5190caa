import { communityType } from '@grove/community/contract'
import { conditionSchema } from '@grove/condition-kit/contract'
import { type PlaybookKinds, text } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { content } from './content.ts'
import { clockTime, duration, key, parameterKey } from './local-time.ts'
import { misfire, stepSchema, trackKind, who } from './step.ts'
import { oneOf } from './when.ts'

/** A value given when a run is started. `community` names another group (to invite or transfer to). */
export const parameter = z.strictObject({
  key: parameterKey,
  title: text,
  kind: z.enum(['text', 'number', 'date', 'link', 'community']),
  required: z.boolean().default(true),
  /** In both languages where members read it. */
  default: z.union([text, z.number()]).optional(),
  hint: text.optional(),
})

export const phase = z.strictObject({
  id: key,
  title: text,
  /** First and last day, from the start of the run. */
  from: z.number().int().min(1),
  to: z.number().int().min(1).optional(),
  focus: text.optional(),
})

const cap = z.strictObject({ day: z.number().int().min(1).max(200).optional(), week: z.number().int().min(1).max(1000).optional() })
/** Touch limits of this playbook; the workspace's own hold as well, and the stricter one counts. */
export const limits = z.strictObject({
  quiet: z.strictObject({ from: clockTime, to: clockTime }).optional(),
  perMember: cap.optional(),
  perGroup: cap.optional(),
})

/** Ends a member's track or the whole run: on an event, or when a condition holds as a step falls due. */
export function stopSchema(kinds: PlaybookKinds) {
  const shared = { id: key, ends: trackKind, reason: text }
  return z.union([
    z.strictObject({ ...shared, on: oneOf([...kinds.triggers.keys()]), filter: z.record(z.string(), z.unknown()).optional() }),
    z.strictObject({ ...shared, when: conditionSchema(kinds.conditions) }),
  ])
}

const schemas = new WeakMap<PlaybookKinds, ReturnType<typeof buildSchema>>()

/**
 * The whole language in one contract; the same value for the same kinds. What cannot be said in a shape (references, levels, cycles)
 * is checked by `parsePlaybook`.
 */
export function definitionSchema(kinds: PlaybookKinds) {
  const schema = schemas.get(kinds) ?? buildSchema(kinds)
  schemas.set(kinds, schema)
  return schema
}

function buildSchema(kinds: PlaybookKinds) {
  return z.strictObject({
    /** Version of the language. */
    grove: z.literal(1),
    key,
    title: text,
    description: text.optional(),
    communityTypes: z.array(communityType).min(1),
    goal: z
      .strictObject({
        text,
        /** The one figure it is judged by. */
        figure: z.string().min(1).max(80),
        target: z.number().optional(),
      })
      .optional(),
    audience: text.optional(),
    /** The product line it leads to. */
    leadsTo: text.optional(),
    /** Whether members are screened before they join, and how. */
    entry: z.strictObject({ screening: z.boolean(), note: text }).optional(),
    roles: z.array(z.strictObject({ who: who.exclude(['system']), title: text, duty: text })).default([]),
    /** Ends by itself after this long; without it the run goes on until it is stopped. */
    lasts: duration.optional(),
    holidays: z.enum(['cn', 'none']).default('cn'),
    parameters: z.array(parameter).max(30).default([]),
    phases: z.array(phase).max(30).default([]),
    /** Content that several steps use: `do: { kind: send, material: rules }`. */
    materials: z.record(key, content).default({}),
    limits: limits.default({}),
    /** Which playbook goes first when several wait for one share of a cap, across all communities and channels. */
    priority: z.enum(['high', 'normal', 'low']).default('normal'),
    misfire: misfire.default('skip'),
    /** Percent of members who get no outward step, to measure what the playbook does. */
    holdout: z.number().int().min(0).max(50).default(0),
    stop: z.array(stopSchema(kinds)).max(20).default([]),
    steps: z.array(stepSchema(kinds)).min(1).max(400),
    review: z.strictObject({ after: duration.optional(), questions: z.array(text).min(1).max(20) }).optional(),
  })
}
export type Definition = z.output<ReturnType<typeof definitionSchema>>
export type Parameter = z.infer<typeof parameter>
export type StopRule = Definition['stop'][number]
/** What authors write: defaults may be left out. */
export type DefinitionInput = z.input<ReturnType<typeof definitionSchema>>
