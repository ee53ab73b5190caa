import { QrcodeOutlined } from '@ant-design/icons'
import { defineConsole } from '@grove/ui'

export const codeConsole = defineConsole({
  name: 'code',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/codes', title: 'code.title', right: 'code.read', component: () => import('./pages/codes-page.tsx') },
    { path: '/codes/$id', title: 'code.one', right: 'code.read', component: () => import('./pages/code-page.tsx') },
  ],
  menu: [{ key: 'codes', path: '/codes', title: 'code.title', icon: <QrcodeOutlined />, group: 'people', order: 70, right: 'code.read' }],
})
