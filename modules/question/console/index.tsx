import { BulbOutlined } from '@ant-design/icons'
import { defineConsole } from '@grove/ui'

export { BankSelect, useFirstBank } from './parts/bank-select.tsx'

export const questionConsole = defineConsole({
  name: 'question',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/questions', title: 'question.banks', right: 'question.read', component: () => import('./pages/banks-page.tsx') },
    { path: '/questions/$id', title: 'question.bank', right: 'question.read', component: () => import('./pages/bank-page.tsx') },
  ],
  menu: [
    {
      key: 'questions',
      path: '/questions',
      title: 'question.banks',
      icon: <BulbOutlined />,
      group: 'method',
      order: 60,
      right: 'question.read',
    },
  ],
})
