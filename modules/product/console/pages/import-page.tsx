import { useClient, useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, PageHeader, ProgressBar, Section, TimeText, UploadDrop, useDownload } from '@grove/ui'
import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import {
  importOrders,
  listOrderImports,
  type OrderImport,
  orderImportFaults,
  type OrderPreview,
  type OrderTarget,
  previewOrders,
} from '../../contract/index.ts'
import { ImportColumns } from '../parts/import-columns.tsx'

const MAX_BYTES = 64 * 1024 * 1024

/** /orders/import — a file from the shop. */
export default function ImportPage() {
  const { t, f } = useI18n()
  const client = useClient()
  const [busy, setBusy] = useState<{ name: string; reading: boolean }>()
  const [share, setShare] = useState(0)
  const [error, setError] = useState<unknown>()
  const [chosen, setChosen] = useState<{ file: File; preview: OrderPreview }>()
  const [done, setDone] = useState<OrderImport>()
  const former = useRoute(listOrderImports, {}, busy && !busy.reading ? { refetchEvery: 1500 } : {})
  const running = former.data?.items.find((one) => one.state === 'running')
  const begin = (name: string, reading: boolean) => {
    setBusy({ name, reading })
    setShare(0)
    setError(undefined)
    setDone(undefined)
  }
  const look = (file: File) => {
    begin(file.name, true)
    client
      .upload(previewOrders, {}, file, { onProgress: setShare })
      .then((preview) => setChosen({ file, preview }), setError)
      .finally(() => setBusy(undefined))
  }
  const send = (file: File, { columns, makeMembers }: { columns: readonly OrderTarget[]; makeMembers: boolean }) => {
    begin(file.name, false)
    setChosen(undefined)
    const asked = { fileName: file.name.slice(0, 200), makeMembers: makeMembers ? 'true' : 'false', columns: columns.join(',') }
    client
      .upload(importOrders, asked, file, { onProgress: setShare })
      .then(setDone, setError)
      .finally(() => {
        setBusy(undefined)
        void former.refetch()
      })
  }
  return (
    <>
      <PageHeader title={t('order.import')} back="/orders" hint={t('order.import.hint')} />
      <Section>
        {error ? <ErrorText error={error} /> : null}
        {done ? <Result done={done} /> : null}
        {busy ? (
          <ProgressBar
            label={t(busy.reading ? 'order.import.reading' : 'order.import.sending', { name: busy.name })}
            done={Math.round(share * 100)}
            total={100}
            state="running"
            note={running ? t('order.import.so_far', { rows: f.number(running.rows) }) : null}
          />
        ) : chosen ? null : (
          <UploadDrop hint={t('order.import.accept')} accept=".csv,.txt,.xlsx,text/csv" maxBytes={MAX_BYTES} onFile={look} />
        )}
        <p className="g-soft">{t('order.import.rules')}</p>
      </Section>
      {chosen && !busy ? (
        <ImportColumns preview={chosen.preview} onStart={(taken) => send(chosen.file, taken)} onAgain={() => setChosen(undefined)} />
      ) : null}
      {former.data && former.data.items.length > 0 ? (
        <Section title={t('order.import.former')}>
          <Table
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={[...former.data.items]}
            columns={[
              { key: 'file', title: t('order.import.file'), dataIndex: 'fileName' },
              { key: 'at', title: t('order.import.at'), render: (_value, row) => <TimeText at={row.createdAt} /> },
              { key: 'rows', title: t('order.import.rows'), align: 'right', render: (_value, row) => f.number(row.rows) },
              { key: 'recorded', title: t('order.import.recorded'), align: 'right', render: (_value, row) => f.number(row.recorded) },
              { key: 'known', title: t('order.import.known'), align: 'right', render: (_value, row) => f.number(row.known) },
              { key: 'failed', title: t('order.import.failed'), align: 'right', render: (_value, row) => <Faults row={row} /> },
              { key: 'state', title: t('order.import.state'), render: (_value, row) => t(`order.import.state.${row.state}`) },
            ]}
          />
        </Section>
      ) : null}
    </>
  )
}

function Faults({ row }: { row: OrderImport }) {
  const { f } = useI18n()
  const csv = useDownload(orderImportFaults, `order-faults-${row.id}.csv`)
  if (row.failed === 0) return <>0</>
  return (
    <Button type="link" size="small" loading={csv.busy} onClick={() => csv.start({ id: row.id })}>
      {f.number(row.failed)}
    </Button>
  )
}

function Result({ done }: { done: OrderImport }) {
  const { t, f } = useI18n()
  const counts = {
    rows: f.number(done.rows),
    recorded: f.number(done.recorded),
    known: f.number(done.known),
    failed: f.number(done.failed),
  }
  return (
    <Alert
      type={done.failed > 0 ? 'warning' : 'success'}
      title={t('order.import.done', counts)}
      description={
        done.faults.length > 0 ? (
          <ul>
            {done.faults.slice(0, 8).map((one) => (
              <li key={`${one.line}/${one.code}`}>
                {t('order.import.line', { line: one.line })} {t(`order.fault.${one.code}`)} {one.value ? `(${one.value})` : ''}
              </li>
            ))}
          </ul>
        ) : undefined
      }
    />
  )
}
