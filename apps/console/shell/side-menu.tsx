import { useT } from '@grove/i18n/react'
import { Go } from '@grove/ui'
import { Menu } from 'antd'
import { useMenuGroups, useOpenEntry } from './menu-entries.ts'

export function SideMenu({ onGo }: { onGo?: () => void }) {
  const t = useT()
  const groups = useMenuGroups()
  const open = useOpenEntry()
  return (
    <Menu
      mode="inline"
      selectedKeys={open ? [open] : []}
      {...(onGo ? { onClick: onGo } : {})}
      items={groups.map(({ group, entries }) => ({
        type: 'group' as const,
        key: group,
        label: t(`shell.group.${group}`),
        children: entries.map((entry) => ({ key: entry.key, icon: entry.icon, label: <Go to={entry.path}>{t(entry.title)}</Go> })),
      }))}
    />
  )
}
