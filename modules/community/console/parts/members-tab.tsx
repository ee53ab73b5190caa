import { UserAddOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { KindTag, StageTag, TagList } from '@grove/member/console'
import { Can, Go, ListPanel, SlotPanels, StateTag, TimeText, useViewer } from '@grove/ui'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { type CommunityDetail, listMemberships, type MembershipRow, membershipRole, membershipState } from '../../contract/index.ts'
import { AddMembersDrawer } from './add-members-drawer.tsx'
import { MemberActions } from './member-actions.tsx'
import { useTransfer } from './use-transfer.tsx'

/** Who is in the group, who left and why; mute, remove, give a post, move on. */
export function MembersTab({ community }: { community: CommunityDetail }) {
  const t = useT()
  const viewer = useViewer()
  const [adding, setAdding] = useState(false)
  const transfer = useTransfer(community)
  const open = community.allowed.includes('join') || community.state === 'planned'
  return (
    <>
      <SlotPanels name="community.lacks" props={{ communityId: community.id, about: ['mute', 'remove'] }} />
      <ListPanel
        name="community-members"
        route={listMemberships}
        input={{ id: community.id }}
        rowKey={(row) => row.memberId}
        prefix="m-"
        filters={[
          { kind: 'text', key: 'text', label: t('member.filter.text') },
          {
            kind: 'choice',
            key: 'state',
            label: t('community.membership.state'),
            options: membershipState.options.map((value) => ({ value, label: t(`community.membership.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'role',
            label: t('community.role'),
            options: membershipRole.options.map((value) => ({ value, label: t(`community.role.${value}`) })),
          },
        ]}
        tools={
          open ? (
            <Can right="community.members">
              <Button icon={<UserAddOutlined />} onClick={() => setAdding(true)}>
                {t('community.members.add')}
              </Button>
            </Can>
          ) : null
        }
        bulk={viewer.can('community.members') && community.allowed.includes('transfer') ? [transfer.action] : []}
        columns={[
          {
            key: 'displayName',
            title: t('member.field.displayName'),
            phone: 'title',
            render: (row) => (
              <>
                <Go to={`/members/${row.memberId}`}>{row.displayName}</Go> <KindTag kind={row.kind} />
                {row.role === 'duty' || row.role === 'kol' ? <Tag color="green">{t(`community.role.${row.role}`)}</Tag> : null}
              </>
            ),
          },
          { key: 'state', title: t('community.membership.state'), phone: 'state', render: (row) => <Standing row={row} /> },
          { key: 'stage', title: t('member.field.stage'), render: (row) => <StageTag stage={row.stage} /> },
          { key: 'tags', title: t('member.field.tags'), hidden: true, render: (row) => <TagList tags={row.tags} /> },
          {
            key: 'came',
            title: t('community.came_by'),
            render: (row) => (
              <>
                {t(`community.scene.${row.scene}`)}
                {row.source ? ` · ${row.source}` : ''}
                {row.inviterName ? ` · ${t('community.invited_by', { name: row.inviterName })}` : ''}
              </>
            ),
          },
          { key: 'joinedAt', title: t('community.joined_at'), render: (row) => <TimeText at={row.joinedAt} /> },
          {
            key: 'lastActiveAt',
            title: t('member.field.lastActiveAt'),
            render: (row) => <TimeText at={row.lastActiveAt} none={t('member.never_active')} />,
          },
          {
            key: 'actions',
            title: '',
            align: 'right',
            render: (row) => (
              <Can right="community.members">
                <MemberActions community={community} row={row} />
              </Can>
            ),
          },
        ]}
        empty={{ title: t('community.members.empty'), hint: t('community.members.empty_hint') }}
      />
      {adding ? <AddMembersDrawer community={community} onClose={() => setAdding(false)} /> : null}
      {transfer.asking}
    </>
  )
}

/** In, muted, gone, removed; with the reason one hover away. */
function Standing({ row }: { row: MembershipRow }) {
  const t = useT()
  if (row.state === 'active') {
    const muted = row.mutedUntil !== null && new Date(row.mutedUntil) > new Date()
    return muted ? (
      <StateTag tone="warn">{t('community.muted')}</StateTag>
    ) : (
      <StateTag tone="good">{t('community.membership.active')}</StateTag>
    )
  }
  const how = row.leaveKind ? t(`community.leave_kind.${row.leaveKind}`) : ''
  const why = [how, row.leaveReason, row.rejoinBlocked ? t('community.rejoin_blocked') : ''].filter(Boolean).join(' · ')
  return (
    <StateTag tone={row.state === 'removed' ? 'bad' : 'idle'} why={why}>
      {t(`community.membership.${row.state}`)}
    </StateTag>
  )
}
