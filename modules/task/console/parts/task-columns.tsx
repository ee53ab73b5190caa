import type { Translator } from '@grove/i18n'
import { type Column, TimeText } from '@grove/ui'
import type { Task, Words } from '../../contract/index.ts'
import { TaskTime } from './task-head.tsx'
import { TaskStateTag } from './task-state.tsx'

/** Columns of every list of tasks. */
export function taskColumns(t: Translator, words: (words: Words) => string): Column<Task>[] {
  const outcome = (task: Task) => {
    const option = task.options.find((one) => one.outcome === task.outcome)
    return option ? words(option.label) : (task.outcome ?? '–')
  }
  return [
    { key: 'title', title: t('task.title'), phone: 'title', render: (task) => words(task.title) },
    { key: 'state', title: t('task.state'), phone: 'state', render: (task) => <TaskStateTag state={task.state} /> },
    { key: 'kind', title: t('task.kind'), phone: 'hide', render: (task) => t(`task.kind.${task.kind}`) },
    { key: 'member', title: t('task.member'), render: (task) => task.member?.name ?? '–' },
    { key: 'community', title: t('task.community'), render: (task) => task.community?.name ?? '–' },
    { key: 'assignee', title: t('task.assignee'), render: (task) => task.assignee?.name ?? t('task.nobody') },
    {
      key: 'due',
      title: t('task.time'),
      render: (task) => (task.state === 'open' ? <TaskTime task={task} /> : <TimeText at={task.doneAt} as="dateTime" />),
    },
    { key: 'outcome', title: t('task.outcome'), phone: 'hide', render: outcome },
    { key: 'doneBy', title: t('task.done_by'), hidden: true, render: (task) => task.doneBy?.name ?? '–' },
  ]
}
