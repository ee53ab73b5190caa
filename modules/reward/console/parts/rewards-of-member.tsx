import { useT } from '@grove/i18n/react'
import { ListPanel, TimeText } from '@grove/ui'
import { listIssues } from '../../contract/index.ts'

/** On a member's page: everything they were given. */
export default function RewardsOfMember({ memberId }: { memberId: number }) {
  const t = useT()
  return (
    <ListPanel
      name="member-rewards"
      route={listIssues}
      input={{ memberId }}
      rowKey={(row) => row.id}
      prefix="rewards."
      columns={[
        { key: 'reward', title: t('reward.field.name'), phone: 'title', render: (row) => row.reward },
        { key: 'why', title: t('reward.field.why'), render: (row) => row.why },
        { key: 'state', title: t('reward.field.state'), phone: 'state', render: (row) => t(`reward.issue_state.${row.state}`) },
        { key: 'at', title: t('reward.field.issued_at'), render: (row) => <TimeText at={row.issuedAt} as="dateTime" /> },
      ]}
      empty={{ title: t('reward.member_empty'), hint: t('reward.member_empty_hint') }}
    />
  )
}
