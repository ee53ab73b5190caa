import { defineH5 } from '@grove/ui-h5'

export const activityH5 = defineH5({
  name: 'activity',
  pages: [
    { path: '/activities/:community', load: () => import('./pages/activities.tsx') },
    { path: '/a/:code', load: () => import('./pages/activity.tsx') },
    { path: '/verify/:code', load: () => import('./pages/verify.tsx') },
  ],
  words: [
    { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
    { zh: () => import('@grove/content/locales/zh.json'), en: () => import('@grove/content/locales/en.json') },
  ],
})
