import { useI18n } from '@grove/i18n/react'
import { Can, Figure, Figures, Go, ProgressBar, Section, StateTag, TimeText, VerbButton } from '@grove/ui'
import { Alert } from 'antd'
import { listGroups, listInbox, listSynced, startSync, type SyncedAccount } from '../../contract/index.ts'

/** Counts, drift, what waits, and the button that mends. */
export function SyncCard({ account }: { account: SyncedAccount }) {
  const { t } = useI18n()
  const { run, inbox } = account
  const callbacks = (state: string) => `/sync?account=${account.id}&tab=inbox&inboxstate=${state}`
  const behind = account.waiting + inbox.waiting
  const oldest = [account.oldestAt, inbox.oldestAt].filter((at) => at !== null).map((at) => new Date(at).getTime())
  return (
    <Section
      title={account.name}
      extra={
        <Can right="sync.manage">
          <VerbButton
            route={startSync}
            input={{ account: account.id }}
            invalidates={[listSynced, listGroups, listInbox]}
            done={t('sync.started')}
            button={{ type: 'primary', disabled: run.state === 'running' && !run.fault }}
          >
            {t(run.state === 'running' && run.fault ? 'sync.go_on' : 'sync.mend')}
          </VerbButton>
        </Can>
      }
    >
      <Figures>
        {account.counts.map(({ kind, count, drift }) => (
          <Figure
            key={kind}
            label={t(`sync.kind.${kind}`)}
            value={count}
            definition={t(`sync.kind_is.${kind}`)}
            {...(drift > 0 ? { note: t('sync.drift', { count: drift }), tone: 'warn' as const } : {})}
          />
        ))}
      </Figures>
      {run.state === 'running' ? (
        <ProgressBar label={t('sync.comparing')} done={run.done} total={run.total || null} state="running" />
      ) : (
        <p className="g-soft">
          {t('sync.compared')} <TimeText at={run.finishedAt} none={t('sync.never')} />
        </p>
      )}
      {run.fault ? <Alert type="warning" showIcon title={t('sync.fault')} description={run.fault} /> : null}
      <p>
        {behind === 0 ? (
          <StateTag tone="good">{t('sync.up_to_date')}</StateTag>
        ) : (
          <>
            <StateTag tone="warn">{t('sync.behind', { count: behind })}</StateTag> {t('sync.oldest')}{' '}
            <TimeText at={oldest.length ? new Date(Math.min(...oldest)) : null} />
          </>
        )}{' '}
        {inbox.unrecognised > 0 ? (
          <Go to={callbacks('unrecognised')}>
            <StateTag tone="warn">{t('sync.unrecognised', { count: inbox.unrecognised })}</StateTag>
          </Go>
        ) : null}{' '}
        {inbox.failed > 0 ? (
          <Go to={callbacks('failed')}>
            <StateTag tone="bad">{t('sync.failed', { count: inbox.failed })}</StateTag>
          </Go>
        ) : null}
      </p>
    </Section>
  )
}
