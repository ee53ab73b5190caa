import { useT } from '@grove/i18n/react'
import { Drawer } from 'antd'
import { SideMenu } from './side-menu.tsx'

export function MenuDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT()
  return (
    <Drawer open={open} onClose={onClose} placement="bottom" size="75%" title={t('shell.menu')} className="c-menu-drawer">
      <SideMenu onGo={onClose} />
    </Drawer>
  )
}
