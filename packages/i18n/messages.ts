import type { Locale } from '@grove/kernel/contract'

/** Flat key → text of one language. Texts may hold `{name}` and `{count, plural, one {# day} other {# days}}`. */
export type Messages = Readonly<Record<string, string>>

/** The two languages of one module, loaded when asked: `{ zh: () => import('../locales/zh.json'), en: … }`. */
export type LocaleSource = Readonly<Record<Locale, () => Promise<{ readonly default: Messages }>>>

/** Loads one language of every source and merges it; a later source wins. */
export async function loadMessages(locale: Locale, sources: readonly LocaleSource[]): Promise<Messages> {
  const parts = await Promise.all(sources.map((source) => source[locale]()))
  return Object.assign({}, ...parts.map((part) => part.default)) as Messages
}
