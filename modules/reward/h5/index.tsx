import { defineH5 } from '@grove/ui-h5'

export const rewardH5 = defineH5({
  name: 'reward',
  pages: [{ path: '/prizes', load: () => import('./pages/prizes.tsx') }],
  words: [{ zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }],
})
