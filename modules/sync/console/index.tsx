import { CloudSyncOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

declare module '@grove/ui' {
  interface Slots {
    /** What else an account of a mirrored platform offers, under its figures. */
    'sync.account': { accountId: number }
  }
}

export const syncConsole = defineConsole({
  name: 'sync',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [{ path: '/sync', title: 'sync.title', right: 'sync.read', component: () => import('./pages/sync-page.tsx') }],
  menu: [{ key: 'sync', path: '/sync', title: 'sync.title', icon: <CloudSyncOutlined />, group: 'manage', order: 40, right: 'sync.read' }],
  slots: [
    fill('staff.actions', {
      key: 'handover',
      title: 'sync.handover.open',
      order: 10,
      right: 'sync.manage',
      component: () => import('./parts/handover-link.tsx'),
    }),
  ],
})
