import { defineConsole, fill } from '@grove/ui'

export const demoConsole = defineConsole({
  name: 'demo',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [],
  menu: [],
  slots: [
    fill('first-run.offer', { key: 'demo', title: 'demo.offer.title', order: 10, component: () => import('./parts/demo-offer.tsx') }),
    fill('settings.panels', {
      key: 'demo',
      title: 'demo.panel.title',
      order: 90,
      right: 'workspace.manage',
      component: () => import('./parts/demo-panel.tsx'),
    }),
  ],
})
