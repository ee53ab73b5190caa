import { useT } from '@grove/i18n/react'
import { SlotPanels, useIsPhone } from '@grove/ui'
import { Layout } from 'antd'
import { type ReactNode, useState } from 'react'
import { AccountMenu } from './account-menu.tsx'
import { MenuDrawer } from './menu-drawer.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { SendsStopped } from './sends-stopped.tsx'
import { SideMenu } from './side-menu.tsx'
import { WorkspaceSwitch } from './workspace-switch.tsx'

/** Side menu on a desktop; a slim top and a thumb's bar on a phone. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useT()
  const phone = useIsPhone()
  const [open, setOpen] = useState(false)
  const notices = (
    <>
      <OfflineBar />
      <SendsStopped />
      <SlotPanels name="shell.notices" props={{}} />
    </>
  )
  const skip = (
    <a className="c-skip" href="#main">
      {t('shell.skip')}
    </a>
  )
  if (phone) {
    return (
      <div className="c-phone">
        {skip}
        <header className="c-phone-top">
          <WorkspaceSwitch />
          <AccountMenu compact />
        </header>
        {notices}
        <main id="main" className="c-main" tabIndex={-1}>
          {children}
        </main>
        <PhoneBar onMore={() => setOpen(true)} />
        <MenuDrawer open={open} onClose={() => setOpen(false)} />
      </div>
    )
  }
  return (
    <Layout className="c-desktop">
      {skip}
      <Layout.Sider width={216} theme="light" className="c-side">
        <div className="c-side-top">
          <WorkspaceSwitch />
        </div>
        <nav className="c-side-menu" aria-label={t('shell.menu')}>
          <SideMenu />
        </nav>
        <div className="c-side-foot">
          <AccountMenu />
        </div>
      </Layout.Sider>
      <Layout.Content className="c-content">
        {notices}
        <div id="main" className="c-main" tabIndex={-1}>
          {children}
        </div>
      </Layout.Content>
    </Layout>
  )
}
