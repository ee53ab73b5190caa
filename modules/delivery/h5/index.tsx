import { defineH5 } from '@grove/ui-h5'

export const deliveryH5 = defineH5({
  name: 'delivery',
  pages: [{ path: '/delivery/:id', load: () => import('./pages/delivery.tsx') }],
  words: [{ zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }],
})
