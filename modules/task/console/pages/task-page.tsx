import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Go, Loaded, PageHeader, Section, TimeText, usePathParams } from '@grove/ui'
import { Descriptions } from 'antd'
import { z } from 'zod'
import { getTaskRoute, type Task } from '../../contract/index.ts'
import { ConfirmCard } from '../parts/confirm-card.tsx'
import { TaskCard } from '../parts/task-card.tsx'
import { TaskTime } from '../parts/task-head.tsx'
import { TaskStateTag } from '../parts/task-state.tsx'
import { useHeldActs } from '../parts/use-held-acts.ts'
import { useWords } from '../parts/use-words.ts'
import '../parts/today.css'

const path = z.object({ id: idParam })

/** /tasks/:id — one task: what is asked and why, or how it ended and by whom. */
export default function TaskPage() {
  const { id } = usePathParams(path)
  const task = useRoute(getTaskRoute, { id }, { liveOn: ['task'], refetchEvery: 15_000 })
  return <Loaded of={task}>{(data) => <One key={data.id} task={data} />}</Loaded>
}

function One({ task }: { task: Task }) {
  const t = useT()
  const words = useWords()
  const acts = useHeldActs()
  const title = words(task.title)
  const open = task.state === 'open'
  return (
    <>
      <PageHeader title={title} tags={<TaskStateTag state={task.state} />} hint={t(`task.kind.${task.kind}`)} back="/tasks" />
      {open ? (
        <Section flush>{task.kind === 'confirm' ? <ConfirmCard task={task} acts={acts} /> : <TaskCard task={task} acts={acts} />}</Section>
      ) : null}
      <Section title={t('task.about')}>
        <Facts task={task} />
      </Section>
    </>
  )
}

function Facts({ task }: { task: Task }) {
  const t = useT()
  const words = useWords()
  const option = task.options.find((one) => one.outcome === task.outcome)
  const rows = [
    { key: 'body', label: t('task.body'), children: task.body && task.state !== 'open' ? words(task.body) : null },
    { key: 'script', label: t('task.script'), children: task.state === 'open' ? null : task.script },
    { key: 'why', label: t('task.purpose'), children: task.why },
    {
      key: 'community',
      label: t('task.community'),
      children: task.community ? <Go to={`/communities/${task.community.id}`}>{task.community.name}</Go> : null,
    },
    {
      key: 'member',
      label: t('task.member'),
      children: task.member ? <Go to={`/members/${task.member.id}`}>{task.member.name}</Go> : null,
    },
    { key: 'run', label: t('task.run'), children: task.runId ? <Go to={`/runs/${task.runId}`}>{t('task.run_open')}</Go> : null },
    { key: 'assignee', label: t('task.assignee'), children: task.assignee?.name ?? t('task.nobody') },
    {
      key: 'time',
      label: t('task.time'),
      children: task.state === 'open' ? <TaskTime task={task} /> : <TimeText at={task.doneAt} as="dateTime" />,
    },
    { key: 'outcome', label: t('task.outcome'), children: option ? words(option.label) : task.outcome },
    { key: 'doneBy', label: t('task.done_by'), children: task.doneBy?.name },
    { key: 'note', label: t('task.note'), children: task.note },
  ]
  return (
    <Descriptions
      column={{ xs: 1, md: 2 }}
      items={rows.filter((row) => row.children !== null && row.children !== undefined && row.children !== '')}
    />
  )
}
