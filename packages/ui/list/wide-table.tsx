import { Table, type TableProps, type TableRef } from 'antd'
import { useIsPhone } from '../theme/use-is-phone.ts'

/** A table of figures; on a phone it is moved sideways, by keys as well: nothing in it takes the focus by itself. */
export function WideTable<Row extends object>(props: TableProps<Row>) {
  const phone = useIsPhone()
  const reach = (table: TableRef | null) => table?.nativeElement.querySelector('.ant-table-content')?.setAttribute('tabindex', '0')
  return <Table<Row> size="small" {...(phone ? { ref: reach, scroll: { x: 'max-content' } } : {})} {...props} />
}
