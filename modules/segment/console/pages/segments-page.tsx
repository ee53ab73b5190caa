import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, ListPage, TimeText, useGo } from '@grove/ui'
import { Button } from 'antd'
import { listSegments } from '../../contract/index.ts'
import { ChangeOfSize, StateOfSegment } from '../parts/state-of-segment.tsx'

/** /segments — the right group of people at any moment. */
export default function SegmentsPage() {
  const { t, f, locale } = useI18n()
  const go = useGo()
  const create = (
    <Can right="segment.manage">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/segments/new')}>
        {t('segment.new')}
      </Button>
    </Can>
  )
  return (
    <ListPage
      name="segments"
      title={t('segment.list')}
      hint={t('segment.list.hint')}
      route={listSegments}
      rowKey={(row) => row.id}
      onOpen={(row) => `/segments/${row.id}`}
      refetchEvery={10_000}
      liveOn={['segment']}
      filters={[
        { kind: 'text', key: 'text', label: t('segment.name') },
        {
          kind: 'choice',
          key: 'kind',
          label: t('segment.kind'),
          options: (['live', 'list'] as const).map((value) => ({ value, label: t(`segment.kind.${value}`) })),
        },
      ]}
      actions={
        <>
          <Button onClick={() => go('/segments/rules')}>{t('segment.rules')}</Button>
          {create}
        </>
      }
      columns={[
        { key: 'name', title: t('segment.name'), phone: 'title', render: (row) => row.name },
        { key: 'words', title: t('segment.condition'), render: (row) => row.words?.[locale] ?? (row.note || '–') },
        { key: 'size', title: t('segment.size'), align: 'right', render: (row) => f.number(row.size) },
        { key: 'change', title: t('segment.change'), align: 'right', render: (row) => <ChangeOfSize change={row.change} /> },
        { key: 'state', title: t('segment.state'), phone: 'state', render: (row) => <StateOfSegment of={row} /> },
        { key: 'updatedAt', title: t('segment.updated'), phone: 'hide', render: (row) => <TimeText at={row.updatedAt} as="day" /> },
      ]}
      empty={{ title: t('segment.empty'), hint: t('segment.empty.hint'), action: create }}
    />
  )
}
