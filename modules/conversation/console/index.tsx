import { NotificationOutlined, SendOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'
import { roomPages, roomSlots } from './parts/room-slots.ts'

export const conversationConsole = defineConsole({
  name: 'conversation',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/sends', title: 'send.list', right: 'send.read', component: () => import('./pages/sends-page.tsx') },
    { path: '/held-touches', title: 'hold.title', right: 'send.read', component: () => import('./pages/holds-page.tsx') },
    { path: '/sends/$id', title: 'send.one', right: 'send.read', component: () => import('./pages/send-page.tsx') },
    { path: '/announcements', title: 'announce.list', right: 'send.read', component: () => import('./pages/announcements-page.tsx') },
    { path: '/announcements/new', title: 'announce.new', right: 'send.create', component: () => import('./pages/announce-page.tsx') },
    ...roomPages,
  ],
  menu: [
    { key: 'sends', path: '/sends', title: 'send.list', icon: <SendOutlined />, group: 'work', order: 40, right: 'send.read' },
    {
      key: 'announcements',
      path: '/announcements',
      title: 'announce.list',
      icon: <NotificationOutlined />,
      group: 'work',
      order: 50,
      right: 'send.create',
    },
  ],
  slots: [
    ...roomSlots,
    fill('community.tabs', {
      key: 'sends',
      title: 'send.list',
      order: 50,
      right: 'send.read',
      component: () => import('./parts/sends-of-community.tsx'),
    }),
    fill('community.lacks', {
      key: 'channel',
      title: 'channel.title',
      order: 10,
      right: 'send.read',
      component: () => import('./parts/community-lacks.tsx'),
    }),
    fill('community.actions', {
      key: 'announce',
      title: 'announce.here',
      order: 10,
      right: 'send.create',
      component: () => import('./parts/announce-here.tsx'),
    }),
    fill('today.cards', {
      key: 'holds',
      title: 'hold.title',
      order: 60,
      right: 'send.read',
      component: () => import('./parts/holds-today.tsx'),
    }),
    fill('member.tabs', {
      key: 'sends',
      title: 'send.private',
      order: 40,
      right: 'send.read',
      component: () => import('./parts/sends-to-member.tsx'),
    }),
    fill('settings.panels', {
      key: 'touch-limits',
      title: 'limit.title',
      order: 30,
      right: 'send.read',
      component: () => import('./parts/touch-limits.tsx'),
    }),
    fill('settings.tabs', {
      key: 'channels',
      title: 'channel.title',
      order: 40,
      right: 'send.read',
      component: () => import('./parts/channel-list.tsx'),
    }),
  ],
})
