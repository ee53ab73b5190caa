import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { Figure, Figures, Go, ProgressBar, Section, useConfirm, useDownload, useToast } from '@grove/ui'
import { Button, Table } from 'antd'
import { cancelImport, getImport, importErrors, LONG_FILE, listImports, listMembers, resumeImport } from '../../contract/index.ts'

type Report = OutputOf<typeof getImport>
const BAR = {
  waiting: 'running',
  running: 'running',
  stopped: 'stopped',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
} as const

/** How far an import is, what it did, and every row it could not take. */
export function ImportProgress({ report, onAgain }: { report: Report; onAgain: () => void }) {
  const { t, f } = useI18n()
  const ask = useConfirm()
  const toast = useToast()
  const cancel = useVerb(cancelImport, { invalidates: [getImport, listImports, listMembers] })
  const resume = useVerb(resumeImport, { invalidates: [getImport, listImports] })
  const errors = useDownload(importErrors, 'errors.csv')
  const running = report.state === 'running'
  const stop = async () => {
    const sure = await ask({
      title: t('member.import.cancel_ask'),
      body: t('member.import.cancel_hint'),
      ok: t('member.import.cancel'),
      danger: true,
    })
    if (sure) cancel.mutate({ id: report.id }, { onError: toast.failed })
  }
  const naming = running && report.rows >= LONG_FILE && report.done === report.rows
  const same = report.state === 'done' && report.created + report.updated === 0 && report.failed === 0
  return (
    <Section
      title={report.fileName}
      extra={
        report.state === 'stopped' ? (
          <>
            <Button onClick={() => cancel.mutate({ id: report.id }, { onError: toast.failed })}>{t('member.import.drop')}</Button>{' '}
            <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate({ id: report.id }, { onError: toast.failed })}>
              {t('member.import.resume')}
            </Button>
          </>
        ) : running ? null : (
          <Button type="primary" onClick={onAgain}>
            {t('member.import.again')}
          </Button>
        )
      }
    >
      <ProgressBar
        label={t(naming ? 'member.import.state.naming' : `member.import.state.${report.state}`)}
        done={report.done}
        total={report.rows}
        state={BAR[report.state]}
        onCancel={running ? () => void stop() : undefined}
        note={
          naming
            ? t('member.import.naming_hint')
            : same
              ? t('member.import.nothing_new')
              : report.state === 'stopped'
                ? t('member.import.resume_hint', { done: f.number(report.done) })
                : null
        }
      />
      <Figures>
        {(['created', 'updated', 'unchanged', 'failed'] as const).map((name) => (
          <Figure
            key={name}
            label={t(`member.import.${name}`)}
            value={report[name]}
            definition={t(`member.import.${name}.definition`)}
            {...(name === 'failed' && report.failed > 0 ? { tone: 'bad' as const } : {})}
          />
        ))}
      </Figures>
      {report.failed > 0 ? (
        <>
          <p>
            {t('member.import.errors', { count: report.failed })}{' '}
            <Button size="small" loading={errors.busy} onClick={() => errors.start({ id: report.id })}>
              {t('member.import.errors_csv')}
            </Button>
          </p>
          <div className="member-errors" role="region" tabIndex={0} aria-label={t('member.import.failed')}>
            <Table
              size="small"
              pagination={false}
              className="member-errors-table"
              rowKey={(row) => row.key}
              dataSource={report.errors.map((error, key) => ({ ...error, key }))}
              columns={[
                { key: 'line', title: t('member.import.error.line'), align: 'right', render: (_value, row) => f.number(row.line) },
                { key: 'column', title: t('member.import.error.column'), render: (_value, row) => row.column ?? '–' },
                { key: 'reason', title: t('member.import.error.reason'), render: (_value, row) => t(`member.import.fault.${row.code}`) },
                { key: 'value', title: t('member.import.error.value'), render: (_value, row) => <code>{row.value}</code> },
              ]}
            />
          </div>
        </>
      ) : null}
      {running ? null : (
        <p>
          <Go to="/members">{t('member.import.to_list')}</Go>
        </p>
      )}
    </Section>
  )
}
