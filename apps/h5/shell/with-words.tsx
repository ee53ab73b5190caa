import { languageTag, type LocaleSource, loadMessages, type Messages } from '@grove/i18n'
import { I18nProvider } from '@grove/i18n/react'
import type { Locale } from '@grove/kernel/contract'
import { ChangeLocale, phoneZone } from '@grove/ui-h5'
import { type ReactNode, useEffect, useState } from 'react'
import { LoadFailed } from './load-failed.tsx'

const kept = new Map<readonly LocaleSource[], Partial<Record<Locale, Messages>>>()
const zone = phoneZone()

/** Fetches the words of one page in one language before showing it; words once fetched stay. */
export function WithWords(props: {
  readonly locale: Locale
  readonly sources: readonly LocaleSource[]
  readonly onChange: (locale: Locale) => void
  readonly children: ReactNode
}) {
  const { locale, sources } = props
  const [, shown] = useState(0)
  const [failed, setFailed] = useState(false)
  const messages = kept.get(sources)?.[locale]
  useEffect(() => {
    document.documentElement.lang = languageTag(locale)
    if (kept.get(sources)?.[locale]) return undefined
    let live = true
    loadMessages(locale, sources).then(
      (loaded) => {
        kept.set(sources, { ...kept.get(sources), [locale]: loaded })
        if (live) shown((turn) => turn + 1)
      },
      () => live && setFailed(true),
    )
    return () => {
      live = false
    }
  }, [locale, sources])
  if (failed && !messages) return <LoadFailed locale={locale} />
  if (!messages) return null
  return (
    <ChangeLocale.Provider value={props.onChange}>
      <I18nProvider locale={locale} zone={zone} messages={messages}>
        {props.children}
      </I18nProvider>
    </ChangeLocale.Provider>
  )
}
