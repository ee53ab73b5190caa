import { AuditOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons'
import { defineConsole } from '@grove/ui'

export { ColleagueField, ColleaguesField } from './parts/colleague-field.tsx'
export { useColleagueFilter, useColleagues } from './parts/use-colleagues.ts'

export const identityConsole = defineConsole({
  name: 'identity',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/staff', title: 'staff.title', right: 'staff.read', component: () => import('./pages/staff-page.tsx') },
    { path: '/audit', title: 'audit.title', right: 'audit.read', component: () => import('./pages/audit-page.tsx') },
    { path: '/settings', title: 'settings.title', component: () => import('./pages/settings-page.tsx') },
    { path: '/invite/$token', title: 'invite.title', open: true, component: () => import('./pages/invitation-page.tsx') },
  ],
  menu: [
    { key: 'staff', path: '/staff', title: 'staff.title', icon: <TeamOutlined />, group: 'manage', order: 10, right: 'staff.read' },
    { key: 'audit', path: '/audit', title: 'audit.title', icon: <AuditOutlined />, group: 'manage', order: 20, right: 'audit.read' },
    { key: 'settings', path: '/settings', title: 'settings.title', icon: <SettingOutlined />, group: 'manage', order: 90 },
  ],
})
