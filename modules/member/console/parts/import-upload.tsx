import { useClient, useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, Go, ProgressBar, Section, TimeText, UploadDrop } from '@grove/ui'
import { Table } from 'antd'
import { useState } from 'react'
import { IMPORT_MAX_BYTES, listImports, uploadImport } from '../../contract/index.ts'

/** A place for the file, and the imports done before. */
export function ImportUpload({ onUploaded }: { onUploaded: (id: number) => void }) {
  const { t, f } = useI18n()
  const client = useClient()
  const former = useRoute(listImports, {})
  const [file, setFile] = useState<File>()
  const [share, setShare] = useState(0)
  const [error, setError] = useState<unknown>()
  const send = (chosen: File) => {
    setFile(chosen)
    setShare(0)
    setError(undefined)
    client
      .upload(uploadImport, { fileName: chosen.name.slice(0, 200) }, chosen, { onProgress: setShare })
      .then(({ id }) => onUploaded(id), setError)
      .finally(() => setFile(undefined))
  }
  return (
    <>
      <Section>
        {error ? <ErrorText error={error} /> : null}
        {file ? (
          <ProgressBar
            label={t('member.import.uploading', { name: file.name })}
            done={Math.round(share * 100)}
            total={100}
            state="running"
            note={share >= 1 ? t('member.import.reading') : null}
          />
        ) : (
          <UploadDrop hint={t('member.import.accept')} accept=".xlsx,.csv,.txt,text/csv" maxBytes={IMPORT_MAX_BYTES} onFile={send} />
        )}
        <p className="g-soft">{t('member.import.rules')}</p>
      </Section>
      {former.data && former.data.items.length > 0 ? (
        <Section title={t('member.import.former')}>
          <Table
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={former.data.items}
            columns={[
              {
                key: 'file',
                title: t('member.import.file'),
                render: (_value, row) => <Go to={`/members/import?import=${row.id}`}>{row.fileName}</Go>,
              },
              { key: 'at', title: t('member.import.at'), render: (_value, row) => <TimeText at={row.createdAt} /> },
              { key: 'by', title: t('member.import.by'), render: (_value, row) => row.byName ?? '–' },
              { key: 'rows', title: t('member.import.rows'), align: 'right', render: (_value, row) => f.number(row.rows) },
              { key: 'created', title: t('member.import.created'), align: 'right', render: (_value, row) => f.number(row.created) },
              { key: 'updated', title: t('member.import.updated'), align: 'right', render: (_value, row) => f.number(row.updated) },
              { key: 'failed', title: t('member.import.failed'), align: 'right', render: (_value, row) => f.number(row.failed) },
              { key: 'state', title: t('member.import.state'), render: (_value, row) => t(`member.import.state.${row.state}`) },
            ]}
          />
        </Section>
      ) : null}
    </>
  )
}
