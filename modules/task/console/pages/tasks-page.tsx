import { useCommunityFilter } from '@grove/community/console'
import { useT } from '@grove/i18n/react'
import { useColleagueFilter } from '@grove/identity/console'
import { Can, ListPage } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { listTasksRoute, taskKind } from '../../contract/index.ts'
import { NewTask } from '../parts/new-task.tsx'
import { taskColumns } from '../parts/task-columns.tsx'
import { useTaskBulk } from '../parts/use-task-bulk.tsx'
import { useWords } from '../parts/use-words.ts'

/** /tasks — all work for people, done and not done. */
export default function TasksPage() {
  const t = useT()
  const words = useWords()
  const { bulk, dialog } = useTaskBulk()
  const [adding, setAdding] = useState(false)
  const people = useColleagueFilter('assigneeId', { former: true })
  const communities = useCommunityFilter()
  const add = (
    <Can right="task.work">
      <Button type="primary" onClick={() => setAdding(true)}>
        {t('task.new')}
      </Button>
    </Can>
  )
  return (
    <>
      <ListPage
        name="tasks"
        title={t('task.list')}
        route={listTasksRoute}
        rowKey={(task) => task.id}
        onOpen={(task) => `/tasks/${task.id}`}
        actions={add}
        bulk={bulk}
        filters={[
          {
            kind: 'choice',
            key: 'state',
            label: t('task.state'),
            options: ['open', 'done', 'expired', 'cancelled'].map((value) => ({ value, label: t(`task.state.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'whose',
            label: t('task.whose'),
            options: [{ value: 'mine', label: t('task.whose.mine') }],
          },
          { kind: 'choice', key: 'overdue', label: t('task.overdue'), options: [{ value: 'true', label: t('task.overdue') }] },
          {
            kind: 'choice',
            key: 'kind',
            label: t('task.kind'),
            options: taskKind.options.map((value) => ({ value, label: t(`task.kind.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'communityId',
            label: t('task.community'),
            ...communities,
          },
          {
            kind: 'choice',
            key: 'assigneeId',
            label: t('task.assignee'),
            ...people,
          },
        ]}
        columns={taskColumns(t, words)}
        empty={{ title: t('task.list_empty'), hint: t('task.list_empty_hint'), action: add }}
      />
      {dialog}
      <NewTask open={adding} onClose={() => setAdding(false)} />
    </>
  )
}
