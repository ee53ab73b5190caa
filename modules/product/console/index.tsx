import { ShoppingOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export const productConsole = defineConsole({
  name: 'product',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/orders', title: 'order.list', right: 'order.read', component: () => import('./pages/orders-page.tsx') },
    { path: '/orders/import', title: 'order.import', right: 'order.import', component: () => import('./pages/import-page.tsx') },
  ],
  menu: [
    { key: 'orders', path: '/orders', title: 'order.list', icon: <ShoppingOutlined />, group: 'people', order: 60, right: 'order.read' },
  ],
  slots: [
    fill('member.tabs', {
      key: 'orders',
      title: 'order.list',
      order: 20,
      right: 'order.read',
      component: () => import('./parts/orders-of-member.tsx'),
    }),
  ],
})
