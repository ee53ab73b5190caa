import { defineConsole } from '@grove/ui'

/** No page of its own: its words stand on the pages about rights and problems. */
export const contentConsole = defineConsole({
  name: 'content',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [],
  menu: [],
})
