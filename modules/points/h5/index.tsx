import { defineH5 } from '@grove/ui-h5'

export const pointsH5 = defineH5({
  name: 'points',
  pages: [{ path: '/points', load: () => import('./pages/points.tsx') }],
  words: [{ zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }],
})
