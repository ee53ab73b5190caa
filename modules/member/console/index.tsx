import { TeamOutlined } from '@ant-design/icons'
import { defineConsole } from '@grove/ui'

export { EventTimeline } from './parts/event-timeline.tsx'
export { KindTag } from './parts/kind-tag.tsx'
export { StageTag } from './parts/stage-tag.tsx'
export { TagList } from './parts/tag-list.tsx'

export const memberConsole = defineConsole({
  name: 'member',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/members', title: 'member.list.title', right: 'member.read', component: () => import('./pages/members-page.tsx') },
    { path: '/members/import', title: 'member.import.title', right: 'member.import', component: () => import('./pages/import-page.tsx') },
    { path: '/members/bulks', title: 'member.bulks.title', right: 'member.read', component: () => import('./pages/bulks-page.tsx') },
    { path: '/members/tags', title: 'member.tags.title', right: 'member.read', component: () => import('./pages/tags-page.tsx') },
    {
      path: '/members/duplicates',
      title: 'member.duplicates.title',
      right: 'member.merge',
      component: () => import('./pages/duplicates-page.tsx'),
    },
    { path: '/members/fields', title: 'member.fields.title', right: 'member.read', component: () => import('./pages/fields-page.tsx') },
    { path: '/members/privacy', title: 'member.privacy.title', right: 'member.read', component: () => import('./pages/privacy-page.tsx') },
    { path: '/members/$id', title: 'member.title', right: 'member.read', component: () => import('./pages/member-page.tsx') },
  ],
  menu: [
    {
      key: 'members',
      path: '/members',
      title: 'member.list.title',
      icon: <TeamOutlined />,
      group: 'people',
      order: 20,
      right: 'member.read',
      phone: 30,
    },
  ],
})
