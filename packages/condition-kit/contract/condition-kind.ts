import type { Locale } from '@grove/kernel/contract'
import type { z } from 'zod'
import type { FactKey, Facts } from './fact.ts'
import type { FormField } from './form.ts'
import type { Limit } from './limit.ts'

export type Words = Readonly<Record<Locale, string>>

/** What a question of this kind is about; the builder's menu is grouped by it. */
export type Topic = 'record' | 'tag' | 'standing' | 'community' | 'behaviour' | 'order' | 'segment' | 'run'

/** Something of the workspace that a question names: it may not go away while the question is in use. */
export interface Use {
  /** `tag`, `attribute`, `community`, `segment`, … */
  readonly what: string
  readonly key: string
}
/** The name people know a used thing by; undefined when it is not known. */
export type NameOf = (use: Use) => string | undefined

/** One kind of question about a member or a community. Declarative: parameters in, fact keys out, no code of the writer's own. */
export interface ConditionKind<K extends string = string, P extends z.ZodObject = z.ZodObject> {
  readonly kind: K
  readonly title: Words
  readonly topic: Topic
  /** Strict object of the parameters, without `kind`. */
  readonly params: P
  /** A first question to adapt; it is also what the kit's own tests try. */
  readonly example: z.output<P>
  /** How the builder asks for the parameters. */
  readonly form: readonly FormField[]
  facts(params: z.output<P>): readonly FactKey[]
  /** Total: a fact that is missing or of another type makes it false, never an error. */
  evaluate(params: z.output<P>, facts: Facts): boolean
  words(params: z.output<P>, locale: Locale, name: NameOf): string
  /** Kinds of events (of the member) after which the answer may differ; what only time changes is told by the SQL half (`turned`). */
  events(params: z.output<P>): readonly string[]
  /** What must be given besides the member; such a question can not be asked of all members of a workspace. Nothing unless told. */
  needs?(params: z.output<P>): readonly ('community' | 'run')[]
  uses?(params: z.output<P>): readonly Use[]
  /** Parameters that fit their schema and still ask nothing, or can never hold; false unless told. */
  empty?(params: z.output<P>): boolean
  /** What facts must be when the answer is `holds`: by it two questions are found that rule each other out. Only what is certain. */
  limits?(params: z.output<P>, holds: boolean): readonly Limit[]
}

export function conditionKind<const K extends string, P extends z.ZodObject>(spec: ConditionKind<K, P>): ConditionKind<K, P> {
  return spec
}
