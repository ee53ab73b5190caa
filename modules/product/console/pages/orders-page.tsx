import { UploadOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, ListPage, useGo } from '@grove/ui'
import { Button } from 'antd'
import { listOrders, listProductLines } from '../../contract/index.ts'
import { orderColumns } from '../parts/order-columns.tsx'

/** /orders — what members bought. */
export default function OrdersPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const lines = useRoute(listProductLines, {}, { staleMs: 60_000 })
  const importing = (
    <Can right="order.import">
      <Button icon={<UploadOutlined />} onClick={() => go('/orders/import')}>
        {t('order.import')}
      </Button>
    </Can>
  )
  return (
    <ListPage
      name="orders"
      title={t('order.list')}
      hint={t('order.list.hint')}
      route={listOrders}
      rowKey={(row) => row.id}
      onOpen={(row) => `/members/${row.memberId}?tab=orders`}
      filters={[
        { kind: 'text', key: 'number', label: t('order.number') },
        {
          kind: 'choice',
          key: 'productLine',
          label: t('order.line'),
          loading: lines.isPending,
          options: (lines.data?.items ?? []).map((name) => ({ value: name, label: name })),
        },
        {
          kind: 'choice',
          key: 'refunded',
          label: t('order.refunded'),
          options: [
            { value: 'true', label: t('order.refunded.yes') },
            { value: 'false', label: t('order.refunded.no') },
          ],
        },
        { kind: 'days', key: 'from', to: 'to', label: t('order.paid_at') },
      ]}
      columns={orderColumns(t, f)}
      actions={importing}
      empty={{ title: t('order.empty'), hint: t('order.empty.hint'), action: importing }}
    />
  )
}
