import { defineH5 } from '@grove/ui-h5'

export const memberH5 = defineH5({
  name: 'member',
  pages: [{ path: '/me', load: () => import('./pages/me.tsx') }],
  words: [{ zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }],
})
