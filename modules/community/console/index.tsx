import { ApartmentOutlined, SolutionOutlined } from '@ant-design/icons'
import { defineConsole, fill } from '@grove/ui'

export { CommunityField } from './parts/community-field.tsx'
export { StateOfCommunity } from './parts/state-of-community.tsx'
export { useCommunities, useCommunityFilter } from './parts/use-communities.ts'

export const communityConsole = defineConsole({
  name: 'community',
  locales: { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
  pages: [
    {
      path: '/communities',
      title: 'community.list.title',
      right: 'community.read',
      component: () => import('./pages/communities-page.tsx'),
    },
    {
      path: '/communities/new',
      title: 'community.new',
      right: 'community.create',
      component: () => import('./pages/new-community-page.tsx'),
    },
    {
      path: '/communities/$id',
      title: 'community.title',
      right: 'community.read',
      component: () => import('./pages/community-page.tsx'),
    },
    {
      path: '/applications',
      title: 'community.applications.title',
      right: 'community.read',
      component: () => import('./pages/applications-page.tsx'),
    },
  ],
  menu: [
    {
      key: 'communities',
      path: '/communities',
      title: 'community.list.title',
      icon: <ApartmentOutlined />,
      group: 'people',
      order: 10,
      right: 'community.read',
      phone: 20,
    },
    {
      key: 'applications',
      path: '/applications',
      title: 'community.applications.title',
      icon: <SolutionOutlined />,
      group: 'people',
      order: 30,
      right: 'community.members',
    },
  ],
  slots: [
    fill('member.tabs', {
      key: 'communities',
      title: 'community.list.title',
      order: 10,
      right: 'community.read',
      component: () => import('./parts/communities-of-member.tsx'),
    }),
  ],
})
