import type { Content, ContentPart } from '@grove/channel-kit/contract'
import { fillText, variablesIn } from '@grove/playbook-kit/contract'
import type { SendContent } from '../contract/index.ts'

export type Values = Readonly<Record<string, string | undefined>>

export type Rendered =
  | { readonly ok: true; readonly content: Content }
  /** Variables without a value and without a stand-in. */
  | { readonly ok: false; readonly missing: readonly string[] }

/** Names of all variables the content uses, each once. */
export function variablesOf(content: SendContent): string[] {
  const names = new Set<string>()
  mapTexts(content.parts, (text) => {
    for (const name of variablesIn(text)) names.add(name)
    return text
  })
  return [...names]
}

/** Puts values in. A variable without one takes its stand-in; with none the whole content is refused, so nobody reads "undefined". */
export function renderContent(template: SendContent, values: Values): Rendered {
  const missing = new Set<string>()
  const { fallbacks, ...rest } = template
  const known: Values = { ...fallbacks, ...withValue(values) }
  const parts = mapTexts(template.parts, (text) => {
    const filled = fillText(text, known)
    for (const name of filled.missing) missing.add(name)
    return filled.text
  })
  if (missing.size > 0) return { ok: false, missing: [...missing] }
  return { ok: true, content: { ...rest, parts } }
}

function withValue(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
}

function mapTexts(parts: readonly ContentPart[], map: (text: string) => string): ContentPart[] {
  return parts.map((part): ContentPart => {
    switch (part.kind) {
      case 'text':
        return { ...part, text: map(part.text) }
      case 'picture':
        return part.alt === undefined ? part : { ...part, alt: map(part.alt) }
      case 'link':
        return {
          ...part,
          url: map(part.url),
          title: map(part.title),
          ...(part.description === undefined ? {} : { description: map(part.description) }),
        }
      case 'card':
        return {
          ...part,
          title: map(part.title),
          ...(part.text === undefined ? {} : { text: map(part.text) }),
          ...(part.options === undefined
            ? {}
            : {
                options: part.options.map((option) => ({
                  ...option,
                  label: map(option.label),
                  ...(option.url === undefined ? {} : { url: map(option.url) }),
                })),
              }),
        }
    }
  })
}
