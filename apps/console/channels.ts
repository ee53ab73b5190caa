import { defineConsole } from '@grove/ui'

/** Connectors ship no pages; the words of their forms and of what can be wrong with an account are all the console has of them. */
export const channelWords = defineConsole({
  name: 'channel-wecom',
  locales: {
    zh: () => import('@grove/channel-wecom/locales/zh.json'),
    en: () => import('@grove/channel-wecom/locales/en.json'),
  },
  pages: [],
  menu: [],
})
