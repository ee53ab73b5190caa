import { useClient, usePages, useRoute } from '@grove/client/react'
import { useI18n, useT } from '@grove/i18n/react'
import { EmptyState, ErrorText, Loaded, ProgressBar, useIsPhone } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import { listRuns, migrateRun, previewMigration, type RunRow } from '../../contract/index.ts'
import { ChangeList } from './change-list.tsx'
import { PlannedList } from './planned-list.tsx'

interface MoveRunsProps {
  readonly playbookId: number
  /** The version they are moved to. */
  readonly version: number
  /** Only this run; every older one of the playbook unless told. */
  readonly only?: RunRow
  readonly onClose: () => void
}

/** Moves chosen runs to a newer version, each looked at first; what is past due there is never sent. */
export function MoveRuns({ playbookId, version, only, onClose }: MoveRunsProps) {
  const t = useT()
  const phone = useIsPhone()
  const client = useClient()
  const queries = useQueryClient()
  const pages = usePages(listRuns, { playbookId, limit: 200 }, { enabled: only === undefined })
  const rows = (only ? [only] : (pages.data?.pages.flatMap((page) => page.items) ?? [])).filter(
    (run) => run.version < version && (run.state === 'active' || run.state === 'paused'),
  )
  const [chosen, setChosen] = useState<readonly number[]>(only ? [only.id] : [])
  const [looked, setLooked] = useState<number | undefined>(only?.id)
  const [done, setDone] = useState<number>()
  const [error, setError] = useState<unknown>()

  const move = async () => {
    setError(undefined)
    try {
      for (const [index, id] of chosen.entries()) {
        setDone(index)
        await client.call(migrateRun, { id, version })
      }
      await queries.invalidateQueries()
      onClose()
    } catch (cause) {
      setError(cause)
      setDone(undefined)
      await queries.invalidateQueries()
    }
  }
  return (
    <Drawer
      open
      size={phone ? '100%' : 620}
      title={t('playbook.move.title', { version: String(version) })}
      onClose={onClose}
      footer={
        <div className="g-drawer-footer">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="primary" disabled={chosen.length === 0} loading={done !== undefined} onClick={() => void move()}>
            {t('playbook.move.ok', { count: chosen.length })}
          </Button>
        </div>
      }
    >
      <Alert type="info" showIcon title={t('playbook.move.promise')} />
      {error ? <ErrorText error={error} /> : null}
      {done === undefined ? null : <ProgressBar label={t('playbook.move.moving')} done={done} total={chosen.length} state="running" />}
      {rows.length === 0 && !pages.isPending ? <EmptyState compact title={t('playbook.move.none')} /> : null}
      <ul className="pb-rows">
        {rows.map((run) => (
          <li key={run.id} className="pb-move">
            <div className="pb-inline">
              <Checkbox
                checked={chosen.includes(run.id)}
                onChange={(event) => setChosen(event.target.checked ? [...chosen, run.id] : chosen.filter((id) => id !== run.id))}
              >
                {run.communityName} <span className="g-soft">v{run.version}</span>
              </Checkbox>
              <Button type="link" size="small" onClick={() => setLooked(looked === run.id ? undefined : run.id)}>
                {t('playbook.move.look')}
              </Button>
            </div>
            {looked === run.id ? <Look runId={run.id} version={version} /> : null}
          </li>
        ))}
      </ul>
    </Drawer>
  )
}

function Look({ runId, version }: { runId: number; version: number }) {
  const { t, f } = useI18n()
  const answer = useRoute(previewMigration, { id: runId, version })
  return (
    <Loaded of={answer}>
      {({ changes, pastDue, next }) => (
        <div className="pb-look">
          <ChangeList changes={changes} />
          <p className={pastDue.length > 0 ? 'g-warn' : 'g-soft'}>
            {pastDue.length > 0
              ? t('playbook.move.past-due', { count: pastDue.length, steps: f.list(pastDue) })
              : t('playbook.move.no-past-due')}
          </p>
          <h4>{t('playbook.move.next')}</h4>
          <PlannedList items={next.slice(0, 10)} />
        </div>
      )}
    </Loaded>
  )
}
