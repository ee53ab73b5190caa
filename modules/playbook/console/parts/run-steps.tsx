import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { Go, TimeText, WideTable } from '@grove/ui'
import { type getRun, getRunUpcoming } from '../../contract/index.ts'
import type { LooseStep } from './draft-model.ts'
import { KindIcon } from './kind-icon.tsx'
import type { Planned } from './planned-list.tsx'
import { useSay } from './say.ts'
import { armWords, whenWords } from './when-words.ts'

type Run = OutputOf<typeof getRun>
type Figures = Run['steps'][number]

const LOOK_DAYS = 31

/** What each step of a run did: to how many, when last and next, what was missed or left out and why, how the arms are filled. */
export function RunSteps({ run, steps }: { run: Run; steps: readonly LooseStep[] }) {
  const { t, f } = useI18n()
  const say = useSay()
  const upcoming = useRoute(getRunUpcoming, { id: run.id, days: LOOK_DAYS }, { staleMs: 30_000 })
  const next = new Map<string, Planned>()
  for (const item of upcoming.data?.items ?? []) if (!next.has(item.step)) next.set(item.step, item)
  const byId = new Map(steps.map((step) => [step.id, step]))
  const nameOf = (id: string) => say(byId.get(id)?.title) || id
  const amended = new Set(run.amendments.flatMap((one) => ('step' in one ? [one.step] : [])))
  return (
    <WideTable<Figures>
      rowKey="step"
      dataSource={run.steps}
      pagination={run.steps.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      columns={[
        {
          key: 'title',
          title: t('playbook.step.title'),
          render: (_, row) => {
            const step = byId.get(row.step)
            return (
              <>
                <KindIcon kind={step?.do.kind ?? ''} /> {say(row.title)}
                {amended.has(row.step) ? <span className="g-warn"> {t('run.amended')}</span> : null}
                <div className="g-soft">{step ? whenWords(t, step.when, nameOf, (id) => byId.get(id)?.do) : ''}</div>
              </>
            )
          },
        },
        {
          key: 'who',
          title: t('playbook.step.who'),
          render: (_, row) => t(`playbook.who.${byId.get(row.step)?.who ?? 'system'}`),
        },
        {
          key: 'last',
          title: t('run.step.last'),
          render: (_, row) => <TimeText at={row.lastAt} as="dateTime" none={t('run.step.never')} />,
        },
        {
          key: 'next',
          title: t('run.step.next'),
          render: (_, row) => <NextOfStep item={next.get(row.step)} open={run.state === 'active' && hangsOnMembers(byId.get(row.step))} />,
        },
        {
          key: 'acted',
          title: t('run.step.acted'),
          align: 'right',
          render: (_, row) => (row.acted > 0 ? <Go to={`/sends?runId=${run.id}&step=${row.step}`}>{f.number(row.acted)}</Go> : '–'),
        },
        {
          key: 'not',
          title: t('run.step.not'),
          render: (_, row) =>
            row.reasons.length === 0 ? (
              '–'
            ) : (
              <ul className="pb-reasons">
                {row.reasons.map((one) => (
                  <li key={`${one.ending} ${one.reason}`} className={one.ending === 'missed' ? 'g-warn' : 'g-soft'}>
                    {reasonWords(t, one.ending, one.reason)} {f.number(one.members)}
                  </li>
                ))}
              </ul>
            ),
        },
        {
          key: 'variants',
          title: t('playbook.variants.title'),
          render: (_, row) =>
            row.variants.map((one) => `${armWords(t, byId.get(row.step)?.variants, one.variant)} ${f.number(one.members)}`).join(' · '),
        },
      ]}
    />
  )
}

/** A step that comes when somebody joins, answers or finishes another one. */
const hangsOnMembers = (step: LooseStep | undefined) =>
  step !== undefined && (step.track === 'member' || typeof step.when.after === 'string' || typeof step.when.on === 'string')

/** The next time of a step; of those for whom it depends on what they do, the first. */
function NextOfStep({ item, open }: { item: Planned | undefined; open: boolean }) {
  const { t } = useI18n()
  if (!item) return open ? <span className="g-soft">{t('run.step.next.open')}</span> : '–'
  const words = [
    item.members === null ? '' : t('run.members', { count: item.members }),
    item.waiting === null ? '' : t(`run.waiting.${item.waiting}`),
    item.track === 'member' && item.waiting === null ? t('run.next.members') : '',
  ]
  return (
    <>
      <TimeText at={item.at} as="dateTime" />
      <div className="g-soft">{words.filter(Boolean).join(' · ')}</div>
    </>
  )
}

function reasonWords(t: ReturnType<typeof useI18n>['t'], ending: string, reason: string): string {
  const key = `run.reason.${reason || ending}`
  return t.has(key) ? t(key) : `${t(`run.ending.${ending}`)} ${reason}`
}
