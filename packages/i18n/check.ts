import type { Messages } from './messages.ts'
import { type Piece, parseMessage } from './parse.ts'

export interface LocaleGaps {
  readonly missingInZh: readonly string[]
  readonly missingInEn: readonly string[]
  /** Keys whose two texts do not name the same placeholders. */
  readonly placeholders: readonly string[]
  /** Keys whose text cannot be read (open brace, plural without `other`), or is empty. */
  readonly broken: readonly string[]
}

/** Compares the two languages of one module; all four lists are empty when it is complete. */
export function missingKeys(zh: Messages, en: Messages): LocaleGaps {
  const both = Object.keys(zh).filter((key) => en[key] !== undefined)
  const broken = [...new Set([...Object.keys(zh), ...Object.keys(en)])].filter((key) =>
    [zh[key], en[key]].some((text) => text !== undefined && placeholders(text) === undefined),
  )
  return {
    missingInZh: Object.keys(en).filter((key) => zh[key] === undefined),
    missingInEn: Object.keys(zh).filter((key) => en[key] === undefined),
    placeholders: both.filter((key) => !broken.includes(key) && placeholders(zh[key] ?? '') !== placeholders(en[key] ?? '')),
    broken,
  }
}

function placeholders(text: string): string | undefined {
  if (text.trim() === '') return undefined
  const names = new Set<string>()
  const walk = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (piece.kind === 'value' || piece.kind === 'plural') names.add(piece.name)
      if (piece.kind === 'plural') for (const inner of piece.cases.values()) walk(inner)
    }
  }
  try {
    walk(parseMessage(text))
  } catch {
    return undefined
  }
  return [...names].sort().join(' ')
}

export interface KeyUse {
  /** Keys given to `t('…')`, or sent by the server to be said (`{ key: '…', params }`), as they stand. */
  readonly asked: ReadonlySet<string>
  /** Every string in the source that looks like a key; a key may travel as a property (`title: 'member.list'`). */
  readonly named: ReadonlySet<string>
  /** Fixed beginnings of keys put together at run time: `error.` of t(`error.${code}`). */
  readonly prefixes: ReadonlySet<string>
}

/** The locale keys one source file uses. */
export function keysIn(source: string): KeyUse {
  const asked = [...source.matchAll(/\bt\(\s*['"]([\w.-]+)['"]|\{ key: ['"]([a-z]\w*(?:\.[\w-]+)+)['"]/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  const named = [...source.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map((match) => match[1] ?? '')
  const prefixes = [...source.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g)].map((match) => match[1] ?? '')
  return { asked: new Set(asked), named: new Set(named), prefixes: new Set(prefixes) }
}

/** Keys asked for that have no words, and words nobody asks for; `error.*` is used by codes and never counts as unused. */
export function checkUse(keys: readonly string[], sources: readonly string[]): { readonly unknown: string[]; readonly unused: string[] } {
  const uses = sources.map(keysIn)
  const known = new Set(keys)
  const asked = new Set(uses.flatMap((use) => [...use.asked]))
  const named = new Set(uses.flatMap((use) => [...use.named, ...use.asked]))
  const prefixes = [...new Set(uses.flatMap((use) => [...use.prefixes]))]
  return {
    unknown: [...asked].filter((key) => !known.has(key)).sort(),
    unused: keys.filter((key) => !key.startsWith('error.') && !named.has(key) && !prefixes.some((prefix) => key.startsWith(prefix))).sort(),
  }
}
