import type { RowOf } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { Route } from '@grove/kernel/contract'
import { Table, type TableColumnsType } from 'antd'
import { Go, useGo } from '../router/go.tsx'
import type { Column, ListSpec, RowKey } from './list-spec.ts'
import type { ListState } from './use-list.ts'

interface ListTableProps<R extends Route> {
  readonly spec: ListSpec<R>
  readonly list: ListState<R>
  readonly columns: readonly Column<RowOf<R>>[]
  readonly selected: readonly RowKey[]
  readonly onSelect: (keys: readonly RowKey[]) => void
}

/** The row antd measures by repeats the head, its box to tick included: nothing in it may take the focus. */
function stillMeasure(table: { readonly nativeElement: HTMLElement } | null): void {
  for (const row of table?.nativeElement.querySelectorAll('.ant-table-measure-row') ?? []) row.setAttribute('inert', '')
}

export function ListTable<R extends Route>({ spec, list, columns, selected, onSelect }: ListTableProps<R>) {
  const t = useT()
  const go = useGo()
  type Row = { readonly key: RowKey; readonly row: RowOf<R> }
  const rows: Row[] = (list.rows ?? []).map((row) => ({ key: spec.rowKey(row), row }))
  const sorted = list.sort?.replace(/^-/, '')
  const direction = list.sort?.startsWith('-') ? 'descend' : 'ascend'
  const table: TableColumnsType<Row> = columns.map((column, at) => ({
    key: column.key,
    dataIndex: column.key,
    title: column.title,
    ...(column.width ? { width: column.width } : {}),
    ...(column.align ? { align: column.align } : {}),
    ...(column.sort ? { sorter: true, sortOrder: sorted === column.key ? direction : null } : {}),
    render: (_value: unknown, { row }: Row) => {
      const content = column.render(row)
      const to = at === 0 ? spec.onOpen?.(row) : undefined
      return to ? (
        <Go to={to} className="g-row-link">
          {content}
        </Go>
      ) : (
        content
      )
    },
  }))
  return (
    <Table<Row>
      ref={stillMeasure}
      className="g-table"
      size="middle"
      rowKey="key"
      dataSource={rows}
      columns={table}
      pagination={false}
      showSorterTooltip={false}
      sortDirections={['ascend', 'descend', 'ascend']}
      loading={{ spinning: list.busy && list.rows !== undefined && rows.length > 0, delay: 250 }}
      scroll={{ x: 'max-content' }}
      {...(spec.bulk && spec.bulk.length > 0
        ? {
            rowSelection: {
              selectedRowKeys: [...selected],
              preserveSelectedRowKeys: true,
              onChange: (keys) => onSelect(keys as RowKey[]),
              getCheckboxProps: (row: Row) => ({ 'aria-label': t('ui.list.tick', { row: String(row.key) }) }),
            },
          }
        : {})}
      onChange={(_pages, _filters, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        if (one?.columnKey !== undefined) list.setSort(one.order === 'descend' ? `-${String(one.columnKey)}` : String(one.columnKey))
      }}
      onRow={({ row }) => {
        const to = spec.onOpen?.(row)
        if (!to) return {}
        return {
          className: 'g-row-open',
          onClick: (event) => {
            const inside = (event.target as HTMLElement).closest('a,button,input,label,.ant-table-selection-column,.ant-popover,.ant-modal')
            if (!inside && globalThis.getSelection?.()?.toString() === '') go(to)
          },
        }
      }}
    />
  )
}
