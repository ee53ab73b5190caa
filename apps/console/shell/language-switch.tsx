import { useClient } from '@grove/client/react'
import { updateAccount } from '@grove/identity/contract'
import type { Locale } from '@grove/kernel/contract'
import { Segmented } from 'antd'
import { useSession } from '../session/session.tsx'
import { useLanguage } from './language.tsx'

/** Each language is named in itself. Kept on this device at once, and with the account when somebody is signed in. */
export function useChooseLanguage(): (locale: Locale) => void {
  const { choose } = useLanguage()
  const { state } = useSession()
  const client = useClient()
  return (locale) => {
    choose(locale, true)
    if (state.kind === 'in') client.call(updateAccount, { locale }).catch(() => undefined)
  }
}

export function LanguageSwitch() {
  const { locale } = useLanguage()
  const choose = useChooseLanguage()
  return (
    <Segmented<Locale>
      aria-label="中文 / English"
      value={locale}
      onChange={choose}
      options={[
        { value: 'zh', label: <span lang="zh">中文</span> },
        { value: 'en', label: <span lang="en">English</span> },
      ]}
    />
  )
}
