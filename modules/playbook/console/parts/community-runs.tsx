import { usePages } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, EmptyState, ErrorText, Go, Section, useGo, useNow } from '@grove/ui'
import { Button, Skeleton } from 'antd'
import { listRuns, type RunRow } from '../../contract/index.ts'
import { NextOfRun } from './next-of-run.tsx'
import './playbook.css'
import { RunStateTag } from './run-state.tsx'
import { useSay } from './say.ts'

/** Tab of a community: which playbooks run here, which ran, and starting one. */
export default function CommunityRuns({ communityId }: { communityId: number }) {
  const { t } = useI18n()
  const go = useGo()
  const runs = usePages(listRuns, { communityId, limit: 50 })
  const items = runs.data?.pages.flatMap((page) => page.items)
  const start = (
    <Can right="run.write">
      <Button type="primary" onClick={() => go(`/runs/start?community=${communityId}`)}>
        {t('run.start')}
      </Button>
    </Can>
  )
  if (runs.error) return <ErrorText error={runs.error} onRetry={() => void runs.refetch()} />
  if (!items) return <Skeleton active />
  if (items.length === 0) return <EmptyState title={t('run.of-community.none')} hint={t('run.of-community.none.hint')} action={start} />
  const open = items.filter((run) => run.state === 'active' || run.state === 'paused')
  const ended = items.filter((run) => !open.includes(run))
  return (
    <>
      <Section title={t('run.of-community.now')} extra={start} flush>
        {open.length === 0 ? <EmptyState compact title={t('run.of-community.idle')} /> : <Rows runs={open} />}
      </Section>
      {ended.length > 0 ? (
        <Section title={t('run.of-community.before')} flush>
          <Rows runs={ended} />
        </Section>
      ) : null}
      {runs.hasNextPage ? (
        <Button block onClick={() => void runs.fetchNextPage()}>
          {t('ui.more')}
        </Button>
      ) : null}
    </>
  )
}

function Rows({ runs }: { runs: readonly RunRow[] }) {
  const { t, f } = useI18n()
  const say = useSay()
  const now = useNow(false)
  return (
    <ul className="pb-rows">
      {runs.map((run) => (
        <li key={run.id} className="pb-run-row">
          <Go to={`/runs/${run.id}`}>
            {say(run.playbookTitle)} <span className="g-soft">v{run.version}</span>
          </Go>
          <RunStateTag state={run.state} why={run.endReason} />
          <span className="g-soft">{t('run.since', { day: f.day(run.startDay, now) })}</span>
          {run.state === 'active' ? (
            <span>
              {t('run.next')} <NextOfRun run={run} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
