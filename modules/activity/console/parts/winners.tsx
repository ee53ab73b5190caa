import { useI18n } from '@grove/i18n/react'
import { Go, Section } from '@grove/ui'
import { Table, Tag } from 'antd'
import type { CockpitView, ShownWin } from '../../contract/index.ts'
import { winWords } from '../../domain/win-words.ts'

/** Who won what; a prize of which none was left is marked. */
export function Winners({ view }: { readonly view: CockpitView }) {
  const { t, f } = useI18n()
  if (view.winners.length === 0) return null
  return (
    <Section
      title={t('activity.winners')}
      {...(view.wins > view.winners.length
        ? { extra: t('activity.winners.cut', { count: view.winners.length, wins: f.number(view.wins) }) }
        : {})}
    >
      <Table<ShownWin>
        size="small"
        rowKey={(row) => `${row.round} ${row.memberId} ${row.award}`}
        pagination={view.winners.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        dataSource={[...view.winners]}
        columns={[
          { key: 'name', title: t('activity.field.member'), render: (_value, row) => <Go to={`/members/${row.memberId}`}>{row.name}</Go> },
          { key: 'round', title: t('activity.field.round'), render: (_value, row) => (row.round === 0 ? t('activity.whole') : row.round) },
          { key: 'award', title: t('activity.field.award'), render: (_value, row) => row.award },
          {
            key: 'prize',
            title: t('activity.field.prize'),
            render: (_value, row) => (
              <>
                {winWords(t, row.prize)} {row.given ? null : <Tag color="error">{t('activity.none_left')}</Tag>}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}
