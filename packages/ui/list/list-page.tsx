import { DownloadOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import type { Route } from '@grove/kernel/contract'
import { Button, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { EmptyState } from '../feedback/empty-state.tsx'
import { ErrorText } from '../feedback/error-text.tsx'
import { PageHeader } from '../layout/page-header.tsx'
import { useIsPhone } from '../theme/use-is-phone.ts'
import './list.css'
import { BulkBar } from './bulk-bar.tsx'
import { ColumnChoice, useColumnChoice } from './column-choice.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ListCards } from './list-cards.tsx'
import type { ListSpec, RowKey } from './list-spec.ts'
import { ListTable } from './list-table.tsx'
import { Pager } from './pager.tsx'
import { useList } from './use-list.ts'

interface ListPageProps<R extends Route> extends ListSpec<R> {
  readonly title: string
  readonly hint?: ReactNode
  readonly back?: string
  readonly actions?: ReactNode
}

/** A whole page that is a list. */
export function ListPage<R extends Route>({ title, hint, back, actions, ...spec }: ListPageProps<R>) {
  return (
    <>
      <PageHeader title={title} hint={hint} actions={actions} {...(back ? { back } : {})} />
      <ListPanel {...(spec as unknown as ListSpec<R>)} />
    </>
  )
}

/** The list alone, for tabs. Server-side paging, filters and sort in the address, columns to choose, bulk actions, export. */
export function ListPanel<R extends Route>(spec: ListSpec<R>) {
  const t = useT()
  const phone = useIsPhone()
  const list = useList(spec)
  const choice = useColumnChoice(spec.name, spec.columns, spec.prefix)
  const [selected, setSelected] = useState<readonly RowKey[]>([])
  const [selectedFor, setSelectedFor] = useState('')
  const question = JSON.stringify(list.input)
  const kept = selectedFor === question ? selected : []
  const select = (keys: readonly RowKey[]) => {
    setSelected(keys)
    setSelectedFor(question)
  }
  const nothing = list.rows?.length === 0 && list.pageNumber === 1
  const untouched = nothing && !list.filtered
  const tools = typeof spec.tools === 'function' ? spec.tools({ columns: choice.shown.map((column) => column.key) }) : spec.tools
  const body = { spec, list, columns: choice.shown, selected: kept, onSelect: select }

  return (
    <section className="g-section g-section-flush g-list">
      {untouched && !tools ? null : (
        <div className="g-list-bar">
          <FilterBar filters={spec.filters ?? []} prefix={spec.prefix ?? ''} filtered={list.filtered} onClear={list.clear} />
          <div className="g-list-tools">
            {tools}
            {spec.onExport ? (
              <Button
                icon={<DownloadOutlined />}
                loading={spec.exporting ?? false}
                disabled={nothing}
                onClick={() => spec.onExport?.(list.input)}
              >
                {phone ? null : t('ui.list.export')}
              </Button>
            ) : null}
            {phone || spec.columns.length < 4 ? null : <ColumnChoice columns={spec.columns} choice={choice} />}
          </div>
        </div>
      )}
      <BulkBar actions={spec.bulk ?? []} list={list} selected={kept} onClear={() => select([])} />
      {list.error ? (
        <div className="g-list-error">
          <ErrorText error={list.error} onRetry={list.retry} />
        </div>
      ) : null}
      {list.rows === undefined ? (
        list.error ? null : (
          <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} className="g-list-skeleton" aria-label={t('ui.loading')} />
        )
      ) : nothing ? (
        list.filtered ? (
          <EmptyState title={t('ui.list.no-match')} action={<Button onClick={list.clear}>{t('ui.list.clear')}</Button>} />
        ) : (
          <EmptyState {...spec.empty} />
        )
      ) : phone ? (
        <ListCards {...body} />
      ) : (
        <ListTable {...body} />
      )}
      {list.rows === undefined || nothing ? null : <Pager list={list} phone={phone} />}
    </section>
  )
}
