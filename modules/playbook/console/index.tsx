import { BookOutlined, CalendarOutlined, RocketOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

/** Playbooks, runs and the calendar in the console, and the playbook tab of a community. */
export const playbookConsole = defineConsole({
  name: 'playbook',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/playbooks', title: 'playbook.library', right: 'playbook.read', component: () => import('./pages/library-page.tsx') },
    { path: '/playbooks/$id', title: 'playbook.library', right: 'playbook.read', component: () => import('./pages/playbook-page.tsx') },
    { path: '/lint-rules', title: 'playbook.rules.title', right: 'playbook.read', component: () => import('./pages/lint-rules-page.tsx') },
    { path: '/compliance', title: 'playbook.compliance', right: 'playbook.read', component: () => import('./pages/compliance-page.tsx') },
    { path: '/runs', title: 'run.title', right: 'run.read', component: () => import('./pages/runs-page.tsx') },
    { path: '/runs/start', title: 'run.start.title', right: 'run.write', component: () => import('./pages/start-run-page.tsx') },
    { path: '/runs/$id', title: 'run.title', right: 'run.read', component: () => import('./pages/run-page.tsx') },
    { path: '/calendar', title: 'calendar.title', right: 'run.read', component: () => import('./pages/calendar-page.tsx') },
  ],
  menu: [
    {
      key: 'calendar',
      path: '/calendar',
      title: 'calendar.title',
      icon: <CalendarOutlined />,
      group: 'work',
      order: 40,
      right: 'run.read',
      phone: 30,
    },
    {
      key: 'playbooks',
      path: '/playbooks',
      title: 'playbook.library',
      icon: <BookOutlined />,
      group: 'method',
      order: 10,
      right: 'playbook.read',
    },
    {
      key: 'compliance',
      path: '/compliance',
      title: 'playbook.compliance',
      icon: <SafetyCertificateOutlined />,
      group: 'method',
      order: 30,
      right: 'playbook.read',
    },
    { key: 'runs', path: '/runs', title: 'run.title', icon: <RocketOutlined />, group: 'method', order: 20, right: 'run.read' },
  ],
  slots: [
    fill('community.tabs', {
      key: 'playbook',
      title: 'run.of-community',
      order: 20,
      right: 'run.read',
      component: () => import('./parts/community-runs.tsx'),
    }),
  ],
})
