import { FilterOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export { ConditionInput } from './parts/condition-input.tsx'

export const segmentConsole = defineConsole({
  name: 'segment',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    { path: '/segments', title: 'segment.list', right: 'segment.read', component: () => import('./pages/segments-page.tsx') },
    { path: '/segments/new', title: 'segment.new', right: 'segment.manage', component: () => import('./pages/new-segment-page.tsx') },
    { path: '/segments/rules', title: 'segment.rules', right: 'segment.read', component: () => import('./pages/tag-rules-page.tsx') },
    { path: '/segments/$id', title: 'segment.one', right: 'segment.read', component: () => import('./pages/segment-page.tsx') },
    {
      path: '/segments/$id/edit',
      title: 'segment.edit',
      right: 'segment.manage',
      component: () => import('./pages/edit-segment-page.tsx'),
    },
  ],
  menu: [
    {
      key: 'segments',
      path: '/segments',
      title: 'segment.list',
      icon: <FilterOutlined />,
      group: 'people',
      order: 30,
      right: 'segment.read',
    },
  ],
  slots: [
    fill('member.tabs', {
      key: 'segments',
      title: 'segment.list',
      order: 25,
      right: 'segment.read',
      component: () => import('./parts/segments-of-member.tsx'),
    }),
  ],
})
