import type { Locale } from '@grove/kernel/contract'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { type Definition, localDate, runErrors } from '../contract/index.ts'

type Params = Readonly<Record<string, string | number>>

const forms = {
  text: z.string().trim().min(1).max(2000),
  number: z.coerce.number(),
  date: localDate,
  link: z.url({ protocol: /^https?$/ }).max(2000),
  community: z.coerce.number().int().positive(),
} as const

const spoken = (value: Text | number | undefined, locale: Locale) =>
  value === undefined || typeof value === 'number' ? value : textIn(value, locale)

/**
 * The values a run starts with: given ones checked, defaults for the rest.
 * @throws run.parameter_missing run.parameter_wrong
 */
export function checkParams(definition: Definition, given: Params, locale: Locale): Params {
  const values: Record<string, string | number> = {}
  for (const parameter of definition.parameters) {
    const value = given[parameter.key] ?? spoken(parameter.default, locale)
    if (value === undefined || value === '') {
      if (parameter.required) throw runErrors.parameter_missing({ parameter: parameter.key })
      continue
    }
    const parsed = forms[parameter.kind].safeParse(value)
    if (!parsed.success) throw runErrors.parameter_wrong({ parameter: parameter.key, expected: parameter.kind })
    values[parameter.key] = parsed.data
  }
  return values
}
