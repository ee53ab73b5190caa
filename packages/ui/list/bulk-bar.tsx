import { useI18n } from '@grove/i18n/react'
import type { Route } from '@grove/kernel/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useConfirm } from '../feedback/confirm.tsx'
import { useToast } from '../feedback/use-toast.ts'
import type { BulkAction, RowKey, Selection } from './list-spec.ts'
import type { ListState } from './use-list.ts'

interface BulkBarProps<R extends Route> {
  readonly actions: readonly BulkAction<R>[]
  readonly list: ListState<R>
  readonly selected: readonly RowKey[]
  readonly onClear: () => void
}

/** What can be done with the ticked rows, or with everything the filters match. */
export function BulkBar<R extends Route>({ actions, list, selected, onClear }: BulkBarProps<R>) {
  const { t, f } = useI18n()
  const ask = useConfirm()
  const toast = useToast()
  const [all, setAll] = useState(false)
  const [running, setRunning] = useState<string>()
  if (selected.length === 0) return null
  const total = list.total?.count ?? selected.length
  const wide = all && actions.some((action) => action.onAll)
  const selection: Selection<R> = wide
    ? { kind: 'all', input: list.input, count: total }
    : { kind: 'rows', keys: selected, count: selected.length }

  const run = async (action: BulkAction<R>) => {
    if (action.confirm && !(await ask(action.confirm(selection.count)))) return
    setRunning(action.key)
    try {
      const words = await action.run(selection)
      if (words === undefined) return
      toast.done(words)
      setAll(false)
      onClear()
      list.retry()
    } catch (error) {
      toast.failed(error)
    } finally {
      setRunning(undefined)
    }
  }
  return (
    <section className="g-bulk" aria-label={t('ui.list.selected', { count: selection.count })}>
      <span role="status">
        {wide && list.total?.exact === false
          ? t('ui.list.selected.about', { count: f.number(total) })
          : t('ui.list.selected', { count: selection.count })}
      </span>
      {!all && total > selected.length && actions.some((action) => action.onAll) ? (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('ui.list.select-all', { count: `${list.total?.exact === false ? '≈' : ''}${f.number(total)}` })}
        </Button>
      ) : null}
      <Button
        type="link"
        size="small"
        onClick={() => {
          setAll(false)
          onClear()
        }}
      >
        {t('ui.list.deselect')}
      </Button>
      <span className="g-bulk-actions">
        {actions
          .filter((action) => !wide || action.onAll)
          .map((action) => (
            <Button
              key={action.key}
              size="small"
              danger={action.danger ?? false}
              loading={running === action.key}
              disabled={running !== undefined}
              onClick={() => void run(action)}
            >
              {action.label}
            </Button>
          ))}
      </span>
    </section>
  )
}
