import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Loaded } from '@grove/ui'
import { Table } from 'antd'
import { runFigures } from '../../contract/index.ts'
import { FigureBoard } from './figure-board.tsx'

/** What one run did to its community, and what each step's sends came to. */
export default function RunFigures({ runId, stepName }: { runId: number; stepName: (step: string, variant: string | null) => string }) {
  const t = useT()
  const query = useRoute(runFigures, { id: runId })
  return (
    <Loaded of={query}>
      {({ days, total, steps }) => (
        <>
          <FigureBoard days={days} total={total} rows={`/sends?runId=${runId}`} />
          <Table
            size="small"
            rowKey={(row) => `${row.step}/${row.variant ?? ''}`}
            dataSource={[...steps]}
            pagination={steps.length > 50 ? { pageSize: 50 } : false}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('figure.step'), render: (_, row) => stepName(row.step, row.variant) },
              { title: t('figure.step.sent'), dataIndex: 'sent', align: 'right' },
              { title: t('figure.step.answered'), dataIndex: 'answered', align: 'right' },
              { title: t('figure.step.waiting'), dataIndex: 'waiting', align: 'right' },
              { title: t('figure.step.notSent'), dataIndex: 'notSent', align: 'right' },
            ]}
          />
        </>
      )}
    </Loaded>
  )
}
