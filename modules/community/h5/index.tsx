import { defineH5 } from '@grove/ui-h5'

export const communityH5 = defineH5({
  name: 'community',
  pages: [
    { path: '', load: () => import('./pages/mine.tsx') },
    { path: '/c/:code', load: () => import('./pages/door.tsx') },
    { path: '/c/:code/welcome', load: () => import('./pages/welcome.tsx') },
    { path: '/c/:code/leave', load: () => import('./pages/leave.tsx') },
  ],
  words: [{ zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }],
})
