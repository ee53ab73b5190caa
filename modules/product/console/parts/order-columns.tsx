import type { RowOf } from '@grove/client/react'
import type { Format, Translator } from '@grove/i18n'
import { type Column, Go, TimeText } from '@grove/ui'
import { Tag } from 'antd'
import type { listOrders } from '../../contract/index.ts'

type OrderRow = RowOf<typeof listOrders>

/** Columns of every list of orders. */
export function orderColumns(t: Translator, f: Format): Column<OrderRow>[] {
  return [
    {
      key: 'number',
      title: t('order.number'),
      phone: 'title',
      render: (row) => (
        <>
          {row.number}
          {row.shop ? <span className="g-soft"> · {row.shop}</span> : null}
        </>
      ),
    },
    { key: 'member', title: t('order.buyer'), render: (row) => <Go to={`/members/${row.memberId}`}>{row.memberName}</Go> },
    { key: 'product', title: t('order.product'), render: (row) => row.product ?? row.productLine ?? '–' },
    { key: 'productLine', title: t('order.line'), hidden: true, render: (row) => row.productLine ?? '–' },
    { key: 'amount', title: t('order.amount'), align: 'right', render: (row) => f.money(row.amount, row.currency) },
    {
      key: 'refunded',
      title: t('order.refunded'),
      phone: 'state',
      render: (row) => {
        if (row.refunded === 0) return '–'
        const whole = row.refunded >= row.amount
        return <Tag color={whole ? 'red' : 'orange'}>{whole ? t('order.refunded.all') : f.money(row.refunded, row.currency)}</Tag>
      },
    },
    { key: 'source', title: t('order.source'), phone: 'hide', render: (row) => row.source ?? '–' },
    { key: 'paidAt', title: t('order.paid_at'), render: (row) => <TimeText at={row.paidAt} as="dateTime" /> },
  ]
}
