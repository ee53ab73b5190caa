import type { Words } from './condition-kind.ts'

/**
 * One field of a question in the builder. `choice(s)` have fixed choices, `lookup(s)` search among what the workspace has
 * (a registered `ConditionLookup`), `period` is `30d` or `12h`, `days` is `30d`, `value` is a text, a number or yes/no,
 * `properties` are tests on what the event of the question carries.
 */
export interface FormField {
  readonly param: string
  readonly label: Words
  readonly input:
    | 'text'
    | 'texts'
    | 'number'
    | 'date'
    | 'yesno'
    | 'period'
    | 'days'
    | 'value'
    | 'values'
    | 'choice'
    | 'choices'
    | 'lookup'
    | 'lookups'
    | 'properties'
  readonly choices?: readonly { readonly value: string | number; readonly label: Words }[]
  /** Name of the lookup, for `lookup` and `lookups`. */
  readonly lookup?: string
  readonly required?: boolean
}
