import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Go, Loaded, Section, TimeText } from '@grove/ui'
import { Table } from 'antd'
import { listMembershipsOfMember } from '../../contract/index.ts'

/** Tab of a member's page: the groups they are or were in. */
export default function CommunitiesOfMember({ memberId }: { memberId: number }) {
  const t = useT()
  const memberships = useRoute(listMembershipsOfMember, { id: memberId })
  return (
    <Section>
      <Loaded of={memberships}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState compact title={t('community.of_member.empty')} />
          ) : (
            <Table
              rowKey="communityId"
              size="middle"
              pagination={false}
              dataSource={items}
              scroll={{ x: 'max-content' }}
              columns={[
                {
                  key: 'name',
                  title: t('community.name'),
                  render: (_value, row) => <Go to={`/communities/${row.communityId}`}>{row.name}</Go>,
                },
                { key: 'type', title: t('community.type'), render: (_value, row) => t(`community.type.${row.type}`) },
                { key: 'role', title: t('community.role'), render: (_value, row) => t(`community.role.${row.role}`) },
                {
                  key: 'came',
                  title: t('community.came_by'),
                  render: (_value, row) => [t(`community.scene.${row.scene}`), row.source].filter(Boolean).join(' · '),
                },
                { key: 'joinedAt', title: t('community.joined_at'), render: (_value, row) => <TimeText at={row.joinedAt} /> },
                {
                  key: 'left',
                  title: t('community.membership.state'),
                  render: (_value, row) =>
                    row.state === 'active' ? (
                      t('community.membership.active')
                    ) : (
                      <>
                        {t(`community.leave_kind.${row.leaveKind ?? 'requested'}`)} <TimeText at={row.leftAt} />
                        {row.leaveReason ? <div className="g-soft">{row.leaveReason}</div> : null}
                      </>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
