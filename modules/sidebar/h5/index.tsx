import { defineH5 } from '@grove/ui-h5'

/** The page staff open inside the platform's client; it borrows the words of tasks, whoever asks for them, and of what waits to be confirmed. */
export const sidebarH5 = defineH5({
  name: 'sidebar',
  pages: [{ path: '/side/:account', load: () => import('./pages/sidebar.tsx') }],
  words: [
    { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
    { zh: () => import('@grove/task/locales/zh.json'), en: () => import('@grove/task/locales/en.json') },
    { zh: () => import('@grove/conversation/locales/zh.json'), en: () => import('@grove/conversation/locales/en.json') },
    { zh: () => import('@grove/member/locales/zh.json'), en: () => import('@grove/member/locales/en.json') },
    { zh: () => import('@grove/playbook/locales/zh.json'), en: () => import('@grove/playbook/locales/en.json') },
    { zh: () => import('@grove/camp/locales/zh.json'), en: () => import('@grove/camp/locales/en.json') },
    { zh: () => import('@grove/code/locales/zh.json'), en: () => import('@grove/code/locales/en.json') },
  ],
})
