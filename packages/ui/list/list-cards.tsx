import type { RowOf } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { Route } from '@grove/kernel/contract'
import { Button, Checkbox } from 'antd'
import { Go } from '../router/go.tsx'
import type { Column, ListSpec, RowKey } from './list-spec.ts'
import type { ListState } from './use-list.ts'

interface ListCardsProps<R extends Route> {
  readonly spec: ListSpec<R>
  readonly list: ListState<R>
  readonly columns: readonly Column<RowOf<R>>[]
  readonly selected: readonly RowKey[]
  readonly onSelect: (keys: readonly RowKey[]) => void
}

/** The same rows on a phone: one card a row, more below. */
export function ListCards<R extends Route>({ spec, list, columns, selected, onSelect }: ListCardsProps<R>) {
  const t = useT()
  const place = (column: Column<RowOf<R>>, at: number) => column.phone ?? (at === 0 ? 'title' : column.title === '' ? 'act' : 'line')
  const at = (where: string) => columns.filter((column, index) => place(column, index) === where)
  return (
    <>
      <ul className="g-cards">
        {(list.rows ?? []).map((row) => {
          const key = spec.rowKey(row)
          const to = spec.onOpen?.(row)
          const title = at('title').map((column) => <span key={column.key}>{column.render(row)}</span>)
          return (
            <li key={key} className="g-card">
              <div className="g-card-head">
                {spec.bulk && spec.bulk.length > 0 ? (
                  <Checkbox
                    aria-label={t('ui.list.tick', { row: String(key) })}
                    checked={selected.includes(key)}
                    onChange={(event) => onSelect(event.target.checked ? [...selected, key] : selected.filter((one) => one !== key))}
                  />
                ) : null}
                <div className="g-card-title">{to ? <Go to={to}>{title}</Go> : title}</div>
                <div className="g-card-state">
                  {at('state').map((column) => (
                    <span key={column.key}>{column.render(row)}</span>
                  ))}
                </div>
                {at('act').map((column) => (
                  <span key={column.key}>{column.render(row)}</span>
                ))}
              </div>
              <dl>
                {at('line').map((column) => {
                  const content = column.render(row)
                  return content === '–' ? null : (
                    <div key={column.key}>
                      <dt>{column.title}</dt>
                      <dd>{content}</dd>
                    </div>
                  )
                })}
              </dl>
            </li>
          )
        })}
      </ul>
      {list.hasNext ? (
        <Button block onClick={list.next} loading={list.busy}>
          {t('ui.more')}
        </Button>
      ) : null}
    </>
  )
}
