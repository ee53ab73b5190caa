import { defineConsole, fill } from '@grove/ui'

declare module '@grove/ui' {
  interface Slots {
    /** Figures of one run, on its page. */
    'run.panels': { runId: number; stepName: (step: string, variant: string | null) => string }
  }
}

export const analyticsConsole = defineConsole({
  name: 'analytics',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [],
  menu: [],
  slots: [
    fill('community.tabs', {
      key: 'figures',
      title: 'figure.title',
      order: 15,
      right: 'figure.read',
      component: () => import('./parts/community-figures.tsx'),
    }),
    fill('run.panels', {
      key: 'figures',
      title: 'figure.title',
      order: 10,
      right: 'figure.read',
      component: () => import('./parts/run-figures.tsx'),
    }),
  ],
})
