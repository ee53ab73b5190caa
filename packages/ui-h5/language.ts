import { pickLocale } from '@grove/i18n'
import { useI18n } from '@grove/i18n/react'
import type { Locale } from '@grove/kernel/contract'
import { createContext, useContext } from 'react'

const key = 'grove.locale'

/** The language chosen on this phone before, else the first of the browser's that we speak. */
export function chooseLocale(): Locale {
  const kept = readKept()
  if (kept === 'zh' || kept === 'en') return kept
  return pickLocale(navigator.languages?.length ? navigator.languages : [navigator.language || 'zh'])
}

export function keepLocale(locale: Locale): void {
  try {
    localStorage.setItem(key, locale)
  } catch {
    // A private window refuses storage: the choice then lasts for this visit.
  }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** The zone of the phone: in a chat people read their own clock. */
export function phoneZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai'
}

export const ChangeLocale = createContext<(locale: Locale) => void>(() => undefined)

/** Words and formats of the reader, and the way to change the language: `const { t, f, locale, change } = useWords()`. */
export function useWords() {
  return { ...useI18n(), change: useContext(ChangeLocale) }
}
