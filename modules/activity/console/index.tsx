import { TrophyOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export const activityConsole = defineConsole({
  name: 'activity',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/activities', title: 'activity.title', right: 'activity.read', component: () => import('./pages/activities-page.tsx') },
    { path: '/activities/plan/$script', title: 'activity.plan', right: 'activity.run', component: () => import('./pages/plan-page.tsx') },
    { path: '/activities/$id', title: 'activity.title', right: 'activity.read', component: () => import('./pages/activity-page.tsx') },
  ],
  menu: [
    {
      key: 'activities',
      path: '/activities',
      title: 'activity.title',
      icon: <TrophyOutlined />,
      group: 'method',
      order: 50,
      right: 'activity.read',
    },
  ],
  slots: [
    fill('community.tabs', {
      key: 'activities',
      title: 'activity.title',
      order: 45,
      right: 'activity.read',
      component: () => import('./parts/activities-of-community.tsx'),
    }),
    fill('calendar.panels', {
      key: 'activities',
      title: 'activity.title',
      order: 10,
      right: 'activity.read',
      component: () => import('./parts/activities-of-span.tsx'),
    }),
  ],
})
