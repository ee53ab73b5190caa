import { GlobalOutlined, LogoutOutlined, SettingOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { useConsole, useGo, useViewer } from '@grove/ui'
import { Avatar, Dropdown } from 'antd'
import { useSignOut } from '../session/use-sign-in.ts'
import { useLanguage } from './language.tsx'
import { useChooseLanguage } from './language-switch.tsx'

export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const t = useT()
  const go = useGo()
  const viewer = useViewer()
  const { pages } = useConsole()
  const { locale } = useLanguage()
  const choose = useChooseLanguage()
  const signOut = useSignOut()
  const hasSettings = pages.some((page) => page.path === '/settings')
  const items = [
    { key: 'who', type: 'group' as const, label: `${viewer.name} · ${t(`shell.role.${viewer.role}`)}` },
    ...(hasSettings ? [{ key: 'settings', icon: <SettingOutlined />, label: t('shell.account.settings') }] : []),
    {
      key: 'language',
      icon: <GlobalOutlined />,
      label: <span lang={locale === 'zh' ? 'en' : 'zh'}>{locale === 'zh' ? 'English' : '中文'}</span>,
    },
    { type: 'divider' as const },
    { key: 'leave', icon: <LogoutOutlined />, label: t('shell.sign-out') },
  ]
  const act = (key: string) => {
    if (key === 'settings') go('/settings')
    if (key === 'language') choose(locale === 'zh' ? 'en' : 'zh')
    if (key === 'leave') signOut()
  }
  return (
    <Dropdown trigger={['click']} placement={compact ? 'bottomRight' : 'topLeft'} menu={{ items, onClick: ({ key }) => act(key) }}>
      <button type="button" className="c-account">
        <Avatar size={28} className="c-avatar" aria-hidden>
          {[...viewer.name][0]?.toUpperCase()}
        </Avatar>
        <span className="g-hidden">{t('shell.account')}</span>
        {compact ? null : (
          <span className="c-account-words">
            <span>{viewer.name}</span>
            <span className="g-soft" aria-hidden>
              {t(`shell.role.${viewer.role}`)}
            </span>
          </span>
        )}
      </button>
    </Dropdown>
  )
}
