import type { Locale } from '@grove/kernel/contract'
import type { z } from 'zod'
import type { FactKey, Facts } from './fact.ts'
import type { Text } from './text.ts'

/** One kind of question about a member or a community. Declarative: parameters in, fact keys out, no code of the playbook's own. */
export interface ConditionKind<K extends string = string, P extends z.ZodObject = z.ZodObject> {
  readonly kind: K
  readonly title: Text
  /** Strict object of the parameters, without `kind`. */
  readonly params: P
  facts(params: z.output<P>): readonly FactKey[]
  /** Total: a fact that is missing or of another type makes it false, never an error. */
  evaluate(params: z.output<P>, facts: Facts): boolean
  words(params: z.output<P>, locale: Locale): string
}

export function conditionKind<const K extends string, P extends z.ZodObject>(spec: ConditionKind<K, P>): ConditionKind<K, P> {
  return spec
}
