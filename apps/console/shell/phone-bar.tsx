import { AppstoreOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Go } from '@grove/ui'
import { useMenuGroups, useOpenEntry } from './menu-entries.ts'

/** Four places within reach of a thumb, and everything else. */
export function PhoneBar({ onMore }: { onMore: () => void }) {
  const t = useT()
  const open = useOpenEntry()
  const entries = useMenuGroups()
    .flatMap((one) => one.entries)
    .filter((entry) => entry.phone !== undefined)
    .sort((a, b) => (a.phone ?? 0) - (b.phone ?? 0))
    .slice(0, 4)
  return (
    <nav className="c-phone-bar" aria-label={t('shell.menu')}>
      {entries.map((entry) => (
        <Go key={entry.key} to={entry.path} className={entry.key === open ? 'c-phone-item c-open' : 'c-phone-item'}>
          {entry.icon}
          <span>{t(entry.title)}</span>
        </Go>
      ))}
      <button type="button" className="c-phone-item" onClick={onMore}>
        <AppstoreOutlined />
        <span>{t('shell.more')}</span>
      </button>
    </nav>
  )
}
