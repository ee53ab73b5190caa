import { type LocaleSource, loadMessages, type Messages, pickLocale } from '@grove/i18n'
import { I18nProvider } from '@grove/i18n/react'
import type { Locale } from '@grove/kernel/contract'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

const key = 'grove.locale'

/** Language chosen on this device; wins over the account's and the browser's. */
export function chosenLocale(): Locale | undefined {
  const stored = globalThis.localStorage?.getItem(key)
  return stored === 'zh' || stored === 'en' ? stored : undefined
}

export function firstLocale(): Locale {
  return chosenLocale() ?? pickLocale(navigator.languages ?? [navigator.language])
}

interface Language {
  readonly locale: Locale
  /** `keep` remembers it as this person's own choice. */
  readonly choose: (locale: Locale, keep: boolean) => void
  readonly setZone: (zone: string) => void
}

const Context = createContext<Language | undefined>(undefined)

export function useLanguage(): Language {
  const language = useContext(Context)
  if (!language) throw new Error('useLanguage needs a LanguageProvider above it')
  return language
}

/** Loads the words of one language; the former one stays on screen until the other has arrived. */
export function LanguageProvider({ sources, children }: { sources: readonly LocaleSource[]; children: ReactNode }) {
  const [wanted, setWanted] = useState<Locale>(firstLocale)
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [words, setWords] = useState<{ locale: Locale; messages: Messages }>()
  useEffect(() => {
    let current = true
    void loadMessages(wanted, sources).then((messages) => {
      if (current) setWords({ locale: wanted, messages })
    })
    return () => {
      current = false
    }
  }, [wanted, sources])
  const value = useMemo<Language>(
    () => ({
      locale: wanted,
      setZone,
      choose: (locale, keep) => {
        if (keep) globalThis.localStorage?.setItem(key, locale)
        setWanted(locale)
      },
    }),
    [wanted],
  )
  if (!words) return null
  return (
    <Context value={value}>
      <I18nProvider locale={words.locale} zone={zone} messages={words.messages}>
        {children}
      </I18nProvider>
    </Context>
  )
}
