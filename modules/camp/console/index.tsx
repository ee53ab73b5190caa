import { CompassOutlined } from '@ant-design/icons'
import { defineConsole } from '@grove/ui'

export const campConsole = defineConsole({
  name: 'camp',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/camps', title: 'camp.title', right: 'camp.read', component: () => import('./pages/camps-page.tsx') },
    { path: '/camps/$id', title: 'camp.title', right: 'camp.read', component: () => import('./pages/camp-page.tsx') },
    { path: '/camp-templates/$id', title: 'camp.template', right: 'camp.read', component: () => import('./pages/template-page.tsx') },
  ],
  menu: [{ key: 'camps', path: '/camps', title: 'camp.title', icon: <CompassOutlined />, group: 'people', order: 55, right: 'camp.read' }],
})
