import type { Locale } from '@grove/kernel/contract'
import type { z } from 'zod'
import type { Text } from './text.ts'

/** What a step does, as written in a playbook: its kind and the kind's own parameters side by side. */
export interface Action {
  readonly kind: string
  readonly [param: string]: unknown
}

/** One kind of action that steps may use. Pure: what it needs and says; the server half is an `ActionApplier` of the same kind. */
export interface ActionKind<K extends string = string, P extends z.ZodObject = z.ZodObject> {
  readonly kind: K
  readonly title: Text
  /** Strict object of the parameters, without `kind`. */
  readonly params: P
  /** Acts on the group as a whole, on members, or on whichever the step names. */
  readonly level: 'community' | 'member' | 'both'
  /** Leaves the house as a touch: quiet hours, caps, hold-out and the late rule apply. */
  readonly outward: boolean
  /** A person has to do it; the step has happened when they have. */
  needsPerson(params: z.output<P>): boolean
  /** Results that later steps may hang on (`after: { step, outcome }`), beyond having happened. */
  outcomes(params: z.output<P>): readonly string[]
  /** One line for lists and previews. */
  words(params: z.output<P>, locale: Locale): string
}

export function actionKind<const K extends string, P extends z.ZodObject>(spec: ActionKind<K, P>): ActionKind<K, P> {
  return spec
}

/** The parameters of an action, without its kind. */
export function paramsOf(action: Action): Record<string, unknown> {
  const { kind: _, ...params } = action
  return params
}
