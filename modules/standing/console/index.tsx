import { FallOutlined, RiseOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export const standingConsole = defineConsole({
  name: 'standing',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/standing', title: 'standing.title', right: 'standing.read', component: () => import('./pages/board-page.tsx') },
    { path: '/standing/moves', title: 'standing.moves', right: 'standing.read', component: () => import('./pages/moves-page.tsx') },
    { path: '/standing/members', title: 'standing.members', right: 'standing.read', component: () => import('./pages/members-page.tsx') },
    { path: '/standing/rfm', title: 'standing.rfm', right: 'standing.read', component: () => import('./pages/rfm-page.tsx') },
    {
      path: '/standing/measures',
      title: 'standing.measures',
      right: 'standing.read',
      component: () => import('./pages/measures-page.tsx'),
    },
    { path: '/standing/rules', title: 'standing.rules', right: 'standing.read', component: () => import('./pages/rules-page.tsx') },
    { path: '/standing/$ladder/$step', title: 'standing.title', right: 'standing.read', component: () => import('./pages/step-page.tsx') },
    { path: '/rates', title: 'rate.title', right: 'standing.read', component: () => import('./pages/rates-page.tsx') },
    { path: '/rates/members', title: 'rate.members', right: 'standing.read', component: () => import('./pages/rate-members-page.tsx') },
  ],
  menu: [
    {
      key: 'standing',
      path: '/standing',
      title: 'standing.menu',
      icon: <RiseOutlined />,
      group: 'people',
      order: 30,
      right: 'standing.read',
    },
    { key: 'rates', path: '/rates', title: 'rate.title', icon: <FallOutlined />, group: 'insight', order: 20, right: 'standing.read' },
  ],
  slots: [
    fill('member.tabs', {
      key: 'standing',
      title: 'standing.tab',
      order: 10,
      right: 'standing.read',
      component: () => import('./parts/standing-of-member.tsx'),
    }),
  ],
})
