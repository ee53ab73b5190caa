import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'

/** Words of a playbook: one string for every language, or one for each. */
export const text = z.union([
  z.string().min(1).max(4000),
  z.strictObject({ zh: z.string().min(1).max(4000), en: z.string().min(1).max(4000) }),
])
export type Text = z.infer<typeof text>

/** The words of `value` in `locale`. */
export function textIn(value: Text, locale: Locale): string {
  return typeof value === 'string' ? value : value[locale]
}

/** `{name}`, or `{name|words to use when there is none}`; `{{` is a plain brace. Names are dotted: `name`, `attribute.city`, `param.shop`. */
const VARIABLE = /\{\{|\{([\p{L}_][\p{L}\p{N}_.-]*)(?:\|([^{}]*))?\}/gu

/** Names of the `{variables}` a template asks for, in order, each once. */
export function variablesIn(template: string): readonly string[] {
  const names = [...template.matchAll(VARIABLE)].map((match) => match[1])
  return [...new Set(names.filter((name) => name !== undefined))]
}

/**
 * Fills the `{variables}` of a template. A variable without value takes its own fallback; one without either is listed in `missing`
 * and the text must not be sent.
 */
export function fillText(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
): { text: string; missing: readonly string[] } {
  const missing = new Set<string>()
  const filled = template.replace(VARIABLE, (whole, name: string | undefined, fallback: string | undefined) => {
    if (name === undefined) return '{'
    const value = values[name] || fallback
    if (value === undefined) missing.add(name)
    return value ?? whole
  })
  return { text: filled, missing: [...missing] }
}
