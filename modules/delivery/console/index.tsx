import { GiftOutlined } from '@ant-design/icons'
import { defineConsole } from '@grove/ui'

export const deliveryConsole = defineConsole({
  name: 'delivery',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/deliveries', title: 'delivery.title', right: 'delivery.read', component: () => import('./pages/deliveries-page.tsx') },
    { path: '/deliveries/$id', title: 'delivery.title', right: 'delivery.read', component: () => import('./pages/delivery-page.tsx') },
  ],
  menu: [
    {
      key: 'deliveries',
      path: '/deliveries',
      title: 'delivery.title',
      icon: <GiftOutlined />,
      group: 'people',
      order: 56,
      right: 'delivery.read',
    },
  ],
})
