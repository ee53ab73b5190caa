import { CheckSquareOutlined, SunOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export { type Readable, useReadable } from './parts/use-readable.ts'

export const taskConsole = defineConsole({
  name: 'task',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/', title: 'task.today', right: 'task.read', component: () => import('./pages/today-page.tsx') },
    { path: '/tasks', title: 'task.list', right: 'task.read', component: () => import('./pages/tasks-page.tsx') },
    { path: '/tasks/$id', title: 'task.one', right: 'task.read', component: () => import('./pages/task-page.tsx') },
  ],
  menu: [
    { key: 'today', path: '/', title: 'task.today', icon: <SunOutlined />, group: 'work', order: 10, right: 'task.read', phone: 10 },
    {
      key: 'tasks',
      path: '/tasks',
      title: 'task.list',
      icon: <CheckSquareOutlined />,
      group: 'work',
      order: 20,
      right: 'task.read',
      phone: 40,
    },
  ],
  slots: [
    fill('community.tabs', {
      key: 'tasks',
      title: 'task.list',
      order: 45,
      right: 'task.read',
      component: () => import('./parts/tasks-of-community.tsx'),
    }),
  ],
})
