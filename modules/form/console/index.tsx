import { FormOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export const formConsole = defineConsole({
  name: 'form',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/forms', title: 'form.list.title', right: 'form.read', component: () => import('./pages/forms-page.tsx') },
    { path: '/forms/new', title: 'form.new', right: 'form.write', component: () => import('./pages/new-form-page.tsx') },
    { path: '/forms/$id', title: 'form.title', right: 'form.read', component: () => import('./pages/form-page.tsx') },
  ],
  menu: [
    { key: 'forms', path: '/forms', title: 'form.list.title', icon: <FormOutlined />, group: 'people', order: 40, right: 'form.read' },
  ],
  slots: [
    fill('member.tabs', {
      key: 'forms',
      title: 'form.list.title',
      order: 40,
      right: 'form.read',
      component: () => import('./parts/forms-of-member.tsx'),
    }),
  ],
})
