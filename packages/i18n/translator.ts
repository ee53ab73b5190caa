import type { Locale } from '@grove/kernel/contract'
import { languageTag } from './language-tag.ts'
import type { Messages } from './messages.ts'
import { type Piece, parseMessage } from './parse.ts'

/** Numbers are written the way the language writes them; pass a string where digits must stay as they are (a year, a number plate). */
export type Params = Readonly<Record<string, unknown>>

export interface Translator {
  (key: string, params?: Params): string
  readonly locale: Locale
  has(key: string): boolean
}

/** `t('member.count', { count: 3 })`. A key without words is answered as the key itself, so a screen never goes blank. */
export function createTranslator(locale: Locale, messages: Messages): Translator {
  const tag = languageTag(locale)
  const numbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 })
  const plurals = new Intl.PluralRules(tag)
  const parsed = new Map<string, readonly Piece[]>()

  const pieces = (key: string, message: string): readonly Piece[] => {
    const known = parsed.get(key)
    if (known) return known
    const fresh = parseMessage(message)
    parsed.set(key, fresh)
    return fresh
  }
  const show = (value: unknown): string => (typeof value === 'number' ? numbers.format(value) : String(value))
  const write = (list: readonly Piece[], params: Params, count?: number): string =>
    list
      .map((piece) => {
        if (piece.kind === 'text') return piece.text
        if (piece.kind === 'count') return count === undefined ? '#' : numbers.format(count)
        const value = params[piece.name]
        if (piece.kind === 'value') return value === undefined || value === null ? `{${piece.name}}` : show(value)
        const number = Number(value)
        const chosen = piece.cases.get(`=${number}`) ?? piece.cases.get(plurals.select(number)) ?? piece.cases.get('other')
        return write(chosen ?? [], params, number)
      })
      .join('')

  const translate = (key: string, params: Params = {}): string => {
    const message = messages[key]
    return message === undefined ? key : write(pieces(key, message), params)
  }
  return Object.assign(translate, { locale, has: (key: string) => messages[key] !== undefined })
}
