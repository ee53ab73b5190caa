import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { Go } from '@grove/ui'
import { Alert, Table } from 'antd'
import type { Ladder, tryRules } from '../../contract/index.ts'
import { stepWords } from './words.ts'

/** Who would move: how many from where to where, some of them by name. */
export function TriedMoves({ ladder, tried }: { ladder: Ladder; tried: OutputOf<typeof tryRules> }) {
  const { t, f } = useI18n()
  if (tried.total === 0) return <Alert type="success" title={t('standing.try.nobody')} />
  return (
    <>
      <Alert type="info" title={t('standing.try.total', { count: f.number(tried.total) })} />
      <Table
        size="small"
        rowKey={(row) => `${row.from}/${row.to}`}
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...tried.moves]}
        columns={[
          {
            key: 'move',
            title: t('standing.move'),
            render: (_value, row) => `${stepWords(t, ladder, row.from)} → ${stepWords(t, ladder, row.to)}`,
          },
          { key: 'count', title: t('standing.count_members'), align: 'right', render: (_value, row) => f.number(row.count) },
          {
            key: 'members',
            title: t('standing.try.samples'),
            render: (_value, row) =>
              row.members.map((one, at) => (
                <span key={one.id}>
                  {at > 0 ? t('member.comma') : ''}
                  <Go to={`/members/${one.id}?tab=standing`}>{one.name}</Go>
                </span>
              )),
          },
        ]}
      />
    </>
  )
}
