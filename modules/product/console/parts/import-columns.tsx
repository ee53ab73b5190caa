import { useI18n } from '@grove/i18n/react'
import { FileColumns, Section, takenTwice } from '@grove/ui'
import { Button, Checkbox } from 'antd'
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
  const twice = takenTwice(columns)
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
      <FileColumns
        headings={preview.columns.map((one) => one.heading)}
        sample={preview.sample}
        chosen={columns}
        onChange={setColumns}
        options={() => options}
        words={{
          noHeading: (number) => t('order.import.no_heading', { number }),
          target: (heading) => t('order.import.target', { heading }),
        }}
      />
    </Section>
  )
}
