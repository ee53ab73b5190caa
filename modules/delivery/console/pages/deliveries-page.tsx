import { useI18n } from '@grove/i18n/react'
import { PlusOutlined } from '@ant-design/icons'
import { Can, ListPage, useGo } from '@grove/ui'
import { Button } from 'antd'
import { listDeliveries } from '../../contract/index.ts'

/** /deliveries — delivery communities and how far their promises are. */
export default function DeliveriesPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const make = (
    <Can right="community.create">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/communities/new?type=delivery')}>
        {t('delivery.new')}
      </Button>
    </Can>
  )
  return (
    <ListPage
      name="deliveries"
      title={t('delivery.title')}
      hint={t('delivery.hint')}
      route={listDeliveries}
      rowKey={(row) => row.id}
      onOpen={(row) => `/deliveries/${row.id}`}
      columns={[
        { key: 'name', title: t('delivery.name'), phone: 'title', render: (row) => row.name },
        { key: 'members', title: t('delivery.members'), align: 'right', render: (row) => f.number(row.members) },
        { key: 'items', title: t('delivery.items'), align: 'right', render: (row) => f.number(row.items) },
        {
          key: 'share',
          title: t('delivery.share'),
          align: 'right',
          render: (row) => (row.share === null ? '–' : t('delivery.percent', { percent: f.number(row.share) })),
        },
        {
          key: 'owed',
          title: t('delivery.owed'),
          align: 'right',
          render: (row) => <span className={row.owed > 0 ? 'g-bad' : undefined}>{f.number(row.owed)}</span>,
        },
        { key: 'next', title: t('delivery.next_due'), render: (row) => row.nextDue ?? '–' },
      ]}
      actions={make}
      empty={{ title: t('delivery.empty'), hint: t('delivery.empty_hint'), action: make }}
    />
  )
}
