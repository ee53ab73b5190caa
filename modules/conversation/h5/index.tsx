import { defineH5 } from '@grove/ui-h5'

export const conversationH5 = defineH5({
  name: 'conversation',
  pages: [{ path: '/room/:community', load: () => import('./pages/room.tsx') }],
  words: [
    { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
    { zh: () => import('@grove/content/locales/zh.json'), en: () => import('@grove/content/locales/en.json') },
  ],
})

export { type Freshness, useFresh } from './parts/use-fresh.ts'
