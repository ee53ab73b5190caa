import type { Locale } from '@grove/kernel/contract'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createFormat, type Format } from '../format.ts'
import type { Messages } from '../messages.ts'
import { createTranslator, type Translator } from '../translator.ts'

export interface I18n {
  readonly locale: Locale
  /** IANA zone in which times are written: that of the workspace. */
  readonly zone: string
  readonly t: Translator
  readonly f: Format
}

const Context = createContext<I18n | undefined>(undefined)

export function I18nProvider({
  locale,
  zone,
  messages,
  children,
}: {
  locale: Locale
  zone: string
  messages: Messages
  children: ReactNode
}) {
  const value = useMemo<I18n>(
    () => ({ locale, zone, t: createTranslator(locale, messages), f: createFormat(locale, zone) }),
    [locale, zone, messages],
  )
  return <Context value={value}>{children}</Context>
}

/** Words and formats of the current language and zone. */
export function useI18n(): I18n {
  const value = useContext(Context)
  if (!value) throw new Error('useI18n needs an I18nProvider above it')
  return value
}

export function useT(): Translator {
  return useI18n().t
}
