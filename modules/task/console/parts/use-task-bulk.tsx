import { useClient } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { type BulkAction, type Selection, useViewer } from '@grove/ui'
import { useState } from 'react'
import { cancelTasksRoute, completeTasksRoute, type listTasksRoute } from '../../contract/index.ts'
import { HandOver } from './hand-over.tsx'

type Tasks = typeof listTasksRoute

const idsOf = (selection: Selection<Tasks>) => (selection.kind === 'rows' ? selection.keys.map(Number) : [])

/** What can be done with many tasks at once; `dialog` goes beside the list. */
export function useTaskBulk() {
  const t = useT()
  const client = useClient()
  const viewer = useViewer()
  const [handing, setHanding] = useState<{ ids: readonly number[]; answer: (words: string | undefined) => void }>()
  const work: BulkAction<Tasks>[] = [
    {
      key: 'done',
      label: t('task.bulk.done'),
      run: async (selection) => {
        await client.call(completeTasksRoute, { ids: idsOf(selection), outcome: 'done' })
        return t('task.bulk.done_done', { count: selection.count })
      },
    },
  ]
  const assign: BulkAction<Tasks>[] = [
    {
      key: 'hand',
      label: t('task.hand_over'),
      run: (selection) => new Promise((answer) => setHanding({ ids: idsOf(selection), answer })),
    },
    {
      key: 'cancel',
      label: t('task.bulk.cancel'),
      danger: true,
      confirm: (count) => ({
        title: t('task.bulk.cancel_ask', { count }),
        body: t('task.bulk.cancel_body'),
        ok: t('task.bulk.cancel'),
        danger: true,
      }),
      run: async (selection) => {
        await client.call(cancelTasksRoute, { ids: idsOf(selection) })
        return t('task.bulk.cancel_done', { count: selection.count })
      },
    },
  ]
  const close = (words: string | undefined) => {
    handing?.answer(words)
    setHanding(undefined)
  }
  const dialog = (
    <HandOver open={handing !== undefined} ids={handing?.ids ?? []} onClose={() => close(undefined)} onDone={() => close(undefined)} />
  )
  return { bulk: [...(viewer.can('task.work') ? work : []), ...(viewer.can('task.assign') ? assign : [])], dialog }
}
