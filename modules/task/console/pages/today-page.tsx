import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { Can, EmptyState, Loaded, PageHeader, Section, SlotPanels, useGo, useNow, useUrlValue, useViewer } from '@grove/ui'
import { Button, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { type Task, todayRoute } from '../../contract/index.ts'
import { ConfirmCard } from '../parts/confirm-card.tsx'
import { NewTask } from '../parts/new-task.tsx'
import { NextList } from '../parts/next-list.tsx'
import { NoticeList } from '../parts/notice-list.tsx'
import { TaskCard } from '../parts/task-card.tsx'
import { type HeldActs, useHeldActs } from '../parts/use-held-acts.ts'
import { WrongList } from '../parts/wrong-list.tsx'
import '../parts/today.css'

type Today = OutputOf<typeof todayRoute>

/** / — the first screen: what to confirm, what to do, what went wrong, what happens next. Made for a phone in one hand. */
export default function TodayPage() {
  const { t, f } = useI18n()
  const now = useNow()
  const [whose, setWhose] = useUrlValue('whose', 'mine')
  const today = useRoute(
    todayRoute,
    { whose: whose === 'all' ? 'all' : 'mine' },
    { liveOn: ['task', 'send', 'run'], refetchEvery: 30_000, keepPrevious: true },
  )
  const counts = today.data?.counts
  const day = `${f.day(now, now)} ${f.weekday(now)}`
  return (
    <>
      <PageHeader
        title={t('task.today')}
        hint={counts ? `${day} · ${t('task.today.counts', counts)}` : day}
        actions={
          <>
            <Segmented
              aria-label={t('task.whose')}
              value={whose === 'all' ? 'all' : 'mine'}
              onChange={setWhose}
              options={[
                { value: 'mine', label: t('task.whose.mine') },
                { value: 'all', label: t('task.whose.all') },
              ]}
            />
            <AddTask />
          </>
        }
      />
      <Loaded of={today} rows={8}>
        {(data) => <Board today={data} />}
      </Loaded>
    </>
  )
}

function AddTask() {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  return (
    <Can right="task.work">
      <Button icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('task.new')}
      </Button>
      <NewTask open={open} onClose={() => setOpen(false)} />
    </Can>
  )
}

function Board({ today }: { today: Today }) {
  const { t } = useI18n()
  const acts = useHeldActs()
  const idle = today.confirm.length + today.now.length + today.later.length === 0
  return (
    <div className="g-columns">
      <div className="t-column">
        {idle ? <Idle nothingNext={today.next.length === 0} /> : null}
        <Group title={t('task.confirm')} tasks={today.confirm} acts={acts} extra={<SendAll tasks={today.confirm} acts={acts} />} />
        <Group title={t('task.now')} tasks={today.now} acts={acts} />
        <Group title={t('task.later')} tasks={today.later} acts={acts} />
      </div>
      <div className="t-column">
        <WrongList problems={today.wrong} />
        <NoticeList />
        <NextList lines={today.next} />
        <SlotPanels name="today.cards" props={{}} />
      </div>
    </div>
  )
}

function Group({ title, tasks, acts, extra }: { title: string; tasks: readonly Task[]; acts: HeldActs; extra?: ReactNode }) {
  if (tasks.length === 0) return null
  return (
    <Section
      title={
        <>
          {title} <span className="t-count">{tasks.length}</span>
        </>
      }
      extra={extra}
      flush
    >
      {tasks.map((task) =>
        task.kind === 'confirm' ? (
          <ConfirmCard key={task.id} task={task} acts={acts} />
        ) : (
          <TaskCard key={task.id} task={task} acts={acts} />
        ),
      )}
    </Section>
  )
}

/** More than one waits: all of them with one tap, each as it stands. */
function SendAll({ tasks, acts }: { tasks: readonly Task[]; acts: HeldActs }) {
  const { t } = useI18n()
  const free = tasks.filter((task) => !acts.of(task.id))
  if (free.length < 2) return null
  return (
    <Can right="task.work">
      <Button size="small" onClick={() => acts.act({ ids: free.map((task) => task.id), outcome: 'send' })}>
        {t('task.send_all', { count: free.length })}
      </Button>
    </Can>
  )
}

/** Nothing to do: either all is done, or nothing has been started and the first step is named. */
function Idle({ nothingNext }: { nothingNext: boolean }) {
  const { t } = useI18n()
  const go = useGo()
  const viewer = useViewer()
  const first = nothingNext && viewer.can('community.create')
  return (
    <Section>
      <EmptyState
        title={t(nothingNext ? 'task.empty_start' : 'task.empty_done')}
        hint={t(nothingNext ? 'task.empty_start_hint' : 'task.empty_done_hint')}
        action={
          first ? (
            <Button type="primary" onClick={() => go('/communities/new')}>
              {t('task.empty_start_action')}
            </Button>
          ) : undefined
        }
      />
    </Section>
  )
}
