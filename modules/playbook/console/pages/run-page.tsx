import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { idParam, type OutputOf } from '@grove/kernel/contract'
import {
  Figure,
  Figures,
  Go,
  Loaded,
  PageHeader,
  Section,
  TimeText,
  UrlTabs,
  useNow,
  usePathParams,
  useSlot,
  useToast,
  useViewer,
} from '@grove/ui'
import { Alert, Button } from 'antd'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { getRun } from '../../contract/index.ts'
import { AmendmentList } from '../parts/amendment-list.tsx'
import { AmendStep } from '../parts/amend-step.tsx'
import { type RunChangeKind, useRunChange } from '../parts/change-run.tsx'
import { type LooseStep, looseDraft } from '../parts/draft-model.ts'
import { MoveRuns } from '../parts/move-runs.tsx'
import '../parts/playbook.css'
import { RunNext } from '../parts/run-next.tsx'
import { RunStateTag } from '../parts/run-state.tsx'
import { RunSteps } from '../parts/run-steps.tsx'
import { armWords } from '../parts/when-words.ts'
import { useSay } from '../parts/say.ts'

type Run = OutputOf<typeof getRun>

/** One run: what it did, what comes next, what went another way, and every change that can be made to it. */
export default function RunPage() {
  const { id } = usePathParams(z.object({ id: idParam }))
  const run = useRoute(getRun, { id }, { liveOn: ['run'], refetchEvery: (data) => (data?.state === 'active' ? 15_000 : false) })
  return <Loaded of={run}>{(data) => <Shown run={data} />}</Loaded>
}

function Shown({ run }: { run: Run }) {
  const { t, f } = useI18n()
  const say = useSay()
  const viewer = useViewer()
  const toast = useToast()
  const now = useNow(false)
  const { change, dialog } = useRunChange()
  const [amending, setAmending] = useState<LooseStep>()
  const [moving, setMoving] = useState(false)
  const steps = useMemo(() => looseDraft(run.definition)?.steps ?? [], [run.definition])
  const open = run.state === 'active' || run.state === 'paused'
  const may = open && viewer.can('run.write')
  const act = (kind: RunChangeKind) =>
    void change(kind, [run.id]).then((words) => {
      if (words !== undefined) toast.done(words)
    }, toast.failed)
  const nameOf = (id: string): string => {
    const own = id.replace(/!fallback$/, '')
    const name = say(steps.find((step) => step.id === own)?.title) || own
    return own === id ? name : t('run.step.fallback', { step: name })
  }
  const sum = (key: 'acted' | 'missed' | 'skipped') => run.steps.reduce((total, step) => total + step[key], 0)
  const missed = sum('missed')
  const stepName = (id: string, arm: string | null) =>
    arm === null ? nameOf(id) : `${nameOf(id)} · ${armWords(t, steps.find((step) => step.id === id)?.variants, arm)}`
  const panels = useSlot('run.panels', { runId: run.id, stepName })
  return (
    <>
      <PageHeader
        title={run.communityName}
        back="/runs"
        tags={<RunStateTag state={run.state} why={run.endReason} />}
        hint={
          <>
            <Go to={`/playbooks/${run.playbookId}`}>{say(run.playbookTitle)}</Go> v{run.version} ·{' '}
            {t('run.since', { day: f.day(run.startDay, now) })} · <Go to={`/communities/${run.communityId}`}>{t('run.to-community')}</Go> ·{' '}
            <Go to={`/held-touches?runId=${run.id}`}>{t('run.to-held')}</Go>
          </>
        }
        actions={
          may ? (
            <>
              <Button danger onClick={() => act('stop')}>
                {t('run.change.stop')}
              </Button>
              <Button onClick={() => act('shift')}>{t('run.change.shift')}</Button>
              <Button type="primary" onClick={() => act(run.state === 'active' ? 'pause' : 'resume')}>
                {t(run.state === 'active' ? 'run.change.pause' : 'run.change.resume')}
              </Button>
            </>
          ) : null
        }
      />
      {run.endedAt ? (
        <Alert
          className="pb-notice"
          type="info"
          showIcon
          title={
            <>
              {t(`run.ended.${run.state}`)} <TimeText at={run.endedAt} as="dateTime" />{' '}
              {run.endReason
                ? t('run.ended.reason', {
                    reason: t.has(`event.word.reason.${run.endReason}`) ? t(`event.word.reason.${run.endReason}`) : run.endReason,
                  })
                : ''}
            </>
          }
        />
      ) : null}
      {run.state === 'paused' ? <Alert className="pb-notice" type="warning" showIcon title={t('run.paused.hint')} /> : null}
      {open && run.latestVersion > run.version ? (
        <Alert
          className="pb-notice"
          type="info"
          showIcon
          title={t('run.newer', { version: String(run.latestVersion) })}
          action={may ? <Button onClick={() => setMoving(true)}>{t('run.newer.look')}</Button> : undefined}
        />
      ) : null}
      <Figures>
        <Figure label={t('run.members-on')} value={run.membersOn} definition={t('run.members-on.definition')} />
        <Figure
          label={t('run.figure.acted')}
          value={sum('acted')}
          definition={t('run.figure.acted.definition')}
          rows={`/sends?runId=${run.id}`}
        />
        <Figure
          label={t('run.figure.missed')}
          value={missed}
          definition={t('run.figure.missed.definition')}
          {...(missed > 0 ? { tone: 'warn' as const } : {})}
        />
        <Figure label={t('run.figure.skipped')} value={sum('skipped')} definition={t('run.figure.skipped.definition')} />
      </Figures>
      <div className="pb-gap" />
      <UrlTabs
        tabs={[
          {
            key: 'next',
            label: t('run.tab.next'),
            content: <RunNext run={run} steps={steps} may={may} onAmend={setAmending} />,
          },
          {
            key: 'steps',
            label: t('run.tab.steps'),
            content: (
              <Section flush>
                <RunSteps run={run} steps={steps} />
              </Section>
            ),
          },
          {
            key: 'changes',
            label: t('run.tab.changes', { count: run.amendments.length }),
            content: (
              <Section title={t('run.amendments')}>
                <AmendmentList runId={run.id} amendments={run.amendments} nameOf={nameOf} open={may} />
              </Section>
            ),
          },
          {
            key: 'params',
            label: t('run.tab.params'),
            content: <Params run={run} />,
          },
          ...panels.map((panel) => ({ key: panel.key, label: t(panel.title), content: panel.content })),
        ]}
      />
      {amending ? <AmendStep runId={run.id} step={amending} onClose={() => setAmending(undefined)} /> : null}
      {moving ? <MoveRuns playbookId={run.playbookId} version={run.latestVersion} only={run} onClose={() => setMoving(false)} /> : null}
      {dialog}
    </>
  )
}

/** The values this run was started with. */
function Params({ run }: { run: Run }) {
  const { t } = useI18n()
  const say = useSay()
  const parameters = looseDraft(run.definition)?.parameters ?? []
  return (
    <Section title={t('run.params')}>
      <dl className="pb-parts">
        <div>
          <dt>{t('run.zone')}</dt>
          <dd>{run.zone}</dd>
        </div>
        {Object.entries(run.params).map(([key, value]) => (
          <div key={key}>
            <dt>{say(parameters.find((one) => one.key === key)?.title) || key}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
