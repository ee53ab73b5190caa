import { GiftOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export const rewardConsole = defineConsole({
  name: 'reward',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [{ path: '/rewards', title: 'reward.title', right: 'reward.read', component: () => import('./pages/rewards-page.tsx') }],
  menu: [
    { key: 'rewards', path: '/rewards', title: 'reward.title', icon: <GiftOutlined />, group: 'method', order: 60, right: 'reward.read' },
  ],
  slots: [
    fill('member.tabs', {
      key: 'rewards',
      title: 'reward.title',
      order: 55,
      right: 'reward.read',
      component: () => import('./parts/rewards-of-member.tsx'),
    }),
  ],
})
