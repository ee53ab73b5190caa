import { languageTag } from '@grove/i18n'
import { useI18n } from '@grove/i18n/react'
import { App, ConfigProvider } from 'antd'
import type { Locale as AntdLocale } from 'antd/es/locale'
import enGB from 'antd/locale/en_GB.js'
import zhCN from 'antd/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { type ReactNode, useEffect } from 'react'
import { groveTheme } from './grove-theme.ts'
import './console.css'

const antdWords = { zh: whole(zhCN), en: whole(enGB) }

/** Theme, component words and message host; sits inside I18nProvider. */
export function UiProvider({ children }: { children: ReactNode }) {
  const { locale } = useI18n()
  useEffect(() => {
    document.documentElement.lang = languageTag(locale)
    dayjs.locale(locale === 'zh' ? 'zh-cn' : 'en')
  }, [locale])
  return (
    <ConfigProvider
      locale={antdWords[locale]}
      theme={groveTheme}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: (label, { required }) => (required ? label : <OptionalLabel label={label} />) }}
    >
      <App message={{ maxCount: 3 }}>{children}</App>
    </ConfigProvider>
  )
}

function OptionalLabel({ label }: { label: ReactNode }) {
  const { t } = useI18n()
  return (
    <>
      {label}
      <span className="g-optional">{t('ui.optional')}</span>
    </>
  )
}

/** The word files are CommonJS: some loaders hand over the module, some its default. */
function whole(loaded: AntdLocale): AntdLocale {
  return 'default' in loaded ? (loaded.default as AntdLocale) : loaded
}
