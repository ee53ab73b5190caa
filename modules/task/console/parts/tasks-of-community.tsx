import { useT } from '@grove/i18n/react'
import { ListPanel } from '@grove/ui'
import { listTasksRoute } from '../../contract/index.ts'
import { taskColumns } from './task-columns.tsx'
import { useTaskBulk } from './use-task-bulk.tsx'
import { useWords } from './use-words.ts'

/** Tab of a community's page: the work it makes. */
export default function TasksOfCommunity({ communityId }: { communityId: number }) {
  const t = useT()
  const words = useWords()
  const { bulk, dialog } = useTaskBulk()
  return (
    <>
      <ListPanel
        name="community-tasks"
        prefix="task-"
        route={listTasksRoute}
        input={{ communityId }}
        rowKey={(task) => task.id}
        onOpen={(task) => `/tasks/${task.id}`}
        bulk={bulk}
        filters={[
          {
            kind: 'choice',
            key: 'state',
            label: t('task.state'),
            options: ['open', 'done', 'expired', 'cancelled'].map((value) => ({ value, label: t(`task.state.${value}`) })),
          },
        ]}
        columns={taskColumns(t, words).filter((column) => column.key !== 'community')}
        empty={{ title: t('task.community_empty'), hint: t('task.list_empty_hint') }}
      />
      {dialog}
    </>
  )
}
