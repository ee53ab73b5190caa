import { type Condition, conditionSchema } from '@grove/condition-kit/contract'
import { type Action, type PlaybookKinds, text } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { duration, key } from './local-time.ts'
import { whenSchema } from './when.ts'

/** Who acts. `duty` is the member on duty of the group. */
export const who = z.enum(['system', 'owner', 'operator', 'duty', 'sales'])
export type Who = z.infer<typeof who>
/** How much a step sells: nothing, a product in passing, or a promotion. */
export const marketing = z.enum(['none', 'soft', 'promotion'])
/** Kind of content, so that the mix of a day can be checked. */
export const topic = z.enum(['service', 'knowledge', 'news', 'game', 'social', 'product', 'care', 'notice', 'feedback', 'review'])
export type Topic = z.infer<typeof topic>
export const trackKind = z.enum(['community', 'member'])
export type TrackKind = z.infer<typeof trackKind>

/** Late by more than the grace: left out, or a person is asked. `skip` and `ask` alone have a grace of ten minutes. */
export const misfire = z.union([
  z.enum(['skip', 'ask']),
  z.strictObject({ sendWithinMinutes: z.number().int().min(1).max(10_080), then: z.enum(['skip', 'ask']).default('skip') }),
])
export type Misfire = z.infer<typeof misfire>

const actions = new WeakMap<PlaybookKinds, z.ZodType<Action>>()

/** An action of a registered kind: `{ kind: send, text: … }`. The same value for the same kinds. */
export function actionSchema(kinds: PlaybookKinds): z.ZodType<Action> {
  const schema = actions.get(kinds) ?? buildAction(kinds)
  actions.set(kinds, schema)
  return schema
}

function buildAction(kinds: PlaybookKinds): z.ZodType<Action> {
  const options = [...kinds.actions.values()].map((kind) => z.strictObject({ kind: z.literal(kind.kind), ...kind.params.shape }))
  const [first, ...rest] = options
  if (first === undefined) return z.looseObject({ kind: z.string() })
  return z.discriminatedUnion('kind', [first, ...rest]) as unknown as z.ZodType<Action>
}

/** Whom it reaches: the group, each member of it, the members that meet a condition, or the staff of one role. */
export function audienceSchema(kinds: PlaybookKinds) {
  return z.union([
    z.enum(['group', 'each', 'member']),
    z.strictObject({ where: conditionSchema(kinds.conditions) }),
    z.strictObject({ role: who.exclude(['system']) }),
  ])
}
export type Audience = 'group' | 'each' | 'member' | { readonly where: Condition } | { readonly role: Exclude<Who, 'system'> }

export function stepSchema(kinds: PlaybookKinds) {
  const action = actionSchema(kinds)
  return z.strictObject({
    id: key,
    phase: key.optional(),
    title: text,
    /** What the member gets from it. */
    why: text.optional(),
    marketing: marketing.default('none'),
    topic: topic.optional(),
    /** Of the group as a whole, or one for each member. */
    track: trackKind.default('community'),
    when: whenSchema(kinds),
    who: who.default('system'),
    do: action,
    /** Unless told: the group on the community track, the member on a member track. */
    to: audienceSchema(kinds).optional(),
    /** A/B/n: each takes the place of some parameters of the action. */
    variants: z
      .array(
        z.strictObject({
          id: key,
          title: text.optional(),
          weight: z.number().int().min(0).max(1000).default(1),
          with: z.record(z.string(), z.unknown()),
        }),
      )
      .min(2)
      .max(8)
      .optional(),
    if: conditionSchema(kinds.conditions).optional(),
    /** A person has to press send. */
    confirm: z.boolean().default(false),
    /** Not done or not sent by then: given up. One day unless told. */
    deadline: duration.optional(),
    /** When a person has not done it in time. */
    fallback: z.strictObject({ within: duration, do: action }).optional(),
    misfire: misfire.optional(),
    /** A service the member asked for or is owed: caps do not hold it back; quiet hours do. */
    exemptFromCaps: z.boolean().default(false),
    note: text.optional(),
  })
}
export type Step = z.output<ReturnType<typeof stepSchema>>
