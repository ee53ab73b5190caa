import { CloudSyncOutlined } from '@ant-design/icons'
import { defineConsole } from '@grove/ui'

export const syncConsole = defineConsole({
  name: 'sync',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [{ path: '/sync', title: 'sync.title', right: 'sync.read', component: () => import('./pages/sync-page.tsx') }],
  menu: [{ key: 'sync', path: '/sync', title: 'sync.title', icon: <CloudSyncOutlined />, group: 'manage', order: 40, right: 'sync.read' }],
})
