import { useI18n } from '@grove/i18n/react'
import { Section } from '@grove/ui'
import { Button, Checkbox, Select, Table } from 'antd'
import { useState } from 'react'
import { ORDER_COLUMNS, type OrderPreview, type OrderTarget } from '../../contract/index.ts'

const BUYER: readonly OrderTarget[] = ['phone', 'email', 'customerNumber']

interface ImportColumnsProps {
  readonly preview: OrderPreview
  readonly onStart: (chosen: { columns: readonly OrderTarget[]; makeMembers: boolean }) => void
  readonly onAgain: () => void
}

/** What each column is: guessed from its heading, changeable above the first rows of the file. */
export function ImportColumns({ preview, onStart, onAgain }: ImportColumnsProps) {
  const { t, f } = useI18n()
  const [columns, setColumns] = useState<readonly OrderTarget[]>(preview.columns.map((one) => one.target))
  const [makeMembers, setMakeMembers] = useState(false)
  const twice = columns.find((column, at) => column !== 'skip' && columns.indexOf(column) !== at)
  const lacking = [
    ...(['number', 'amount', 'paidAt'] as const).flatMap((one) => (columns.includes(one) ? [] : [one])),
    ...(BUYER.some((one) => columns.includes(one)) ? [] : ['buyer' as const]),
  ]
  const fault = { number: 'no_number', amount: 'no_amount', paidAt: 'no_time', buyer: 'no_buyer' } as const
  const options = [...ORDER_COLUMNS, 'skip' as const].map((value) => ({ value, label: t(`order.column.${value}`) }))
  return (
    <Section
      title={t('order.import.check', { rows: f.number(preview.rows) })}
      extra={
        <>
          <Button onClick={onAgain}>{t('order.import.other_file')}</Button>{' '}
          <Button type="primary" disabled={lacking.length > 0 || twice !== undefined} onClick={() => onStart({ columns, makeMembers })}>
            {t('order.import.start', { rows: f.number(preview.rows) })}
          </Button>
        </>
      }
    >
      {lacking.map((one) => (
        <p key={one} className="g-bad">
          {t(`error.order.import_${fault[one]}`)}
        </p>
      ))}
      {twice ? <p className="g-bad">{t('error.order.import_column_twice', { column: t(`order.column.${twice}`) })}</p> : null}
      <p>
        <Checkbox checked={makeMembers} onChange={(event) => setMakeMembers(event.target.checked)}>
          {t('order.import.make')}
        </Checkbox>
      </p>
      {/* Scrolled from outside: the table's own scrolling repeats the selects of its head where nobody can reach them. */}
      <div style={{ overflowX: 'auto' }}>
        <Table
          size="small"
          pagination={false}
          rowKey={(row) => row.key}
          dataSource={preview.sample.map((cells, key) => ({ key, cells }))}
          columns={preview.columns.map(({ heading }, at) => ({
            key: at,
            title: (
              <>
                <div>{heading || t('order.import.no_heading', { number: at + 1 })}</div>
                <Select
                  size="small"
                  style={{ minWidth: 130 }}
                  popupMatchSelectWidth={false}
                  aria-label={t('order.import.target', { heading })}
                  value={columns[at] ?? 'skip'}
                  options={options}
                  onChange={(target) => setColumns(columns.map((old, other) => (other === at ? target : old)))}
                />
              </>
            ),
            render: (_value: unknown, row: { cells: readonly string[] }) => (
              <span className={columns[at] === 'skip' ? 'g-soft' : undefined}>{row.cells[at]}</span>
            ),
          }))}
        />
      </div>
    </Section>
  )
}
