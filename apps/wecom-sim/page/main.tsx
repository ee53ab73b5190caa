import './page.css'
import { languageTag } from '@grove/i18n'
import { I18nProvider } from '@grove/i18n/react'
import { chooseLocale, keepLocale, phoneZone } from '@grove/ui-h5'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import en from '../locales/en.json'
import zh from '../locales/zh.json'
import { Shell } from './shell.tsx'

function Page() {
  const [locale, change] = useState(chooseLocale)
  useEffect(() => {
    document.documentElement.lang = languageTag(locale)
  }, [locale])
  return (
    <I18nProvider locale={locale} zone={phoneZone()} messages={locale === 'zh' ? zh : en}>
      <Shell
        onLanguage={() => {
          const next = locale === 'zh' ? 'en' : 'zh'
          keepLocale(next)
          change(next)
        }}
      />
    </I18nProvider>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Page />)
