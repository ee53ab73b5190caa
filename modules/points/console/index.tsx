import { defineConsole, fill } from '@grove/ui'

export const pointsConsole = defineConsole({
  name: 'points',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [],
  menu: [],
  slots: [
    fill('member.tabs', {
      key: 'points',
      title: 'points.title',
      order: 50,
      right: 'points.read',
      component: () => import('./parts/points-of-member.tsx'),
    }),
  ],
})
