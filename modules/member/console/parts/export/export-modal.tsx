import { useI18n } from '@grove/i18n/react'
import { ProgressBar, useDownload, useViewer } from '@grove/ui'
import { Checkbox, Form, Modal, Radio } from 'antd'
import { useState } from 'react'
import { exportMembers } from '../../../contract/index.ts'

export interface Exporting {
  /** Filters of the list, and the members named. */
  readonly input: Readonly<Record<string, unknown>>
  readonly count: number | undefined
}

/** Asks for the format and what goes in, then shows how much has come. */
export function ExportModal({ exporting, columns, onClose }: { exporting: Exporting; columns: readonly string[]; onClose: () => void }) {
  const { t, f } = useI18n()
  const viewer = useViewer()
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  const [all, setAll] = useState(true)
  const [revealed, setRevealed] = useState(false)
  const [started, setStarted] = useState(false)
  const file = useDownload(exportMembers, `members.${format}`)
  const start = () => {
    setStarted(true)
    file.start({
      ...exporting.input,
      format,
      ...(all ? {} : { columns: columns.join(',') }),
      ...(revealed ? { revealed: 'true' } : {}),
    } as Parameters<typeof file.start>[0])
  }
  return (
    <Modal
      open
      centered
      title={exporting.count === undefined ? t('member.export.title') : t('member.export.title_of', { count: exporting.count })}
      okText={started && !file.busy ? t('member.export.close') : t('member.export.start')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ loading: file.busy }}
      onOk={() => (started && !file.busy ? onClose() : start())}
      onCancel={() => {
        file.cancel()
        onClose()
      }}
    >
      {started ? (
        <ProgressBar
          label={file.busy ? t('member.export.coming') : t('member.export.done')}
          done={file.bytes}
          total={null}
          state={file.busy ? 'running' : 'done'}
          note={t('member.export.received', { size: f.bytes(file.bytes) })}
        />
      ) : (
        <Form layout="vertical">
          <Form.Item label={t('member.export.format')} extra={t(`member.export.format.${format}`)}>
            <Radio.Group
              value={format}
              onChange={(event) => setFormat(event.target.value as 'xlsx' | 'csv')}
              optionType="button"
              options={[
                { value: 'xlsx', label: 'Excel' },
                { value: 'csv', label: 'CSV' },
              ]}
            />
          </Form.Item>
          <Form.Item label={t('member.export.columns')}>
            <Radio.Group
              value={all}
              onChange={(event) => setAll(event.target.value as boolean)}
              options={[
                { value: true, label: t('member.export.columns.all') },
                { value: false, label: t('member.export.columns.shown') },
              ]}
            />
          </Form.Item>
          {viewer.can('member.reveal') ? (
            <Checkbox checked={revealed} onChange={(event) => setRevealed(event.target.checked)}>
              {t('member.export.revealed')}
            </Checkbox>
          ) : null}
          <p className="g-soft">{t('member.export.hint')}</p>
        </Form>
      )}
    </Modal>
  )
}
