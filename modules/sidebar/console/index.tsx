import { MessageOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'
import type {} from '@grove/sync/console'

export const sidebarConsole = defineConsole({
  name: 'sidebar',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [{ path: '/scripts', title: 'sidebar.script.title', right: 'script.read', component: () => import('./pages/scripts-page.tsx') }],
  menu: [
    {
      key: 'scripts',
      path: '/scripts',
      title: 'sidebar.script.title',
      icon: <MessageOutlined />,
      group: 'method',
      order: 60,
      right: 'script.read',
    },
  ],
  slots: [
    fill('sync.account', {
      key: 'sidebar',
      title: 'sidebar.address',
      order: 10,
      component: () => import('./parts/sidebar-address.tsx'),
    }),
  ],
})
