import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { useColleagueFilter } from '@grove/identity/console'
import { Can, Go, ListPage, TimeText, useGo } from '@grove/ui'
import { Badge, Button } from 'antd'
import { communityState, communityType, listChapters, listCommunities } from '../../contract/index.ts'
import { StateOfCommunity } from '../parts/state-of-community.tsx'

/** /communities — every group one tends. */
export default function CommunitiesPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const chapters = useRoute(listChapters, {}, { staleMs: 60_000 })
  const staff = useColleagueFilter('ownerStaffId')
  const create = (
    <Can right="community.create">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/communities/new')}>
        {t('community.new')}
      </Button>
    </Can>
  )
  return (
    <ListPage
      name="communities"
      title={t('community.list.title')}
      route={listCommunities}
      rowKey={(row) => row.id}
      onOpen={(row) => `/communities/${row.id}`}
      defaultSort="-createdAt"
      actions={create}
      filters={[
        { kind: 'text', key: 'text', label: t('community.filter.text') },
        {
          kind: 'choice',
          key: 'type',
          label: t('community.type'),
          options: communityType.options.map((value) => ({ value, label: t(`community.type.${value}`) })),
        },
        {
          kind: 'choice',
          key: 'state',
          label: t('community.state'),
          options: communityState.options.map((value) => ({ value, label: t(`community.state.${value}`) })),
        },
        {
          kind: 'choice',
          key: 'ownerStaffId',
          label: t('community.staff.any'),
          ...staff,
        },
        ...(chapters.data?.items.length
          ? [
              {
                kind: 'choice' as const,
                key: 'chapter',
                label: t('community.chapter'),
                options: chapters.data.items.map((value) => ({ value, label: value })),
              },
            ]
          : []),
      ]}
      columns={[
        { key: 'name', title: t('community.name'), sort: true, phone: 'title', render: (row) => row.name },
        { key: 'state', title: t('community.state'), phone: 'state', render: (row) => <StateOfCommunity state={row.state} /> },
        { key: 'type', title: t('community.type'), render: (row) => t(`community.type.${row.type}`) },
        {
          key: 'memberCount',
          title: t('community.members'),
          sort: true,
          align: 'right',
          render: (row) => `${f.number(row.memberCount)} / ${f.number(row.capacity)}`,
        },
        { key: 'owners', title: t('community.post.owner'), render: (row) => row.owners.join(t('member.comma')) || '–' },
        {
          key: 'waiting',
          title: t('community.waiting'),
          align: 'right',
          phone: 'hide',
          render: (row) =>
            row.waiting > 0 ? (
              <Go to={`/communities/${row.id}?tab=entry`}>
                <Badge count={row.waiting} />
              </Go>
            ) : (
              '–'
            ),
        },
        {
          key: 'closesAt',
          title: t('community.closes_at'),
          sort: true,
          render: (row) => <TimeText at={row.closesAt} as="dateTime" none={t('community.no_end')} />,
        },
        { key: 'chapter', title: t('community.chapter'), hidden: true, render: (row) => row.chapter ?? '–' },
        {
          key: 'createdAt',
          title: t('community.created_at'),
          sort: true,
          hidden: true,
          render: (row) => <TimeText at={row.createdAt} as="day" />,
        },
      ]}
      empty={{ title: t('community.list.empty'), hint: t('community.list.empty_hint'), action: create }}
    />
  )
}
