import { defineH5 } from '@grove/ui-h5'

export const formH5 = defineH5({
  name: 'form',
  pages: [{ path: '/f/:code', load: () => import('./pages/form.tsx') }],
  words: [{ zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }],
})
