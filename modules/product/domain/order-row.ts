import { dayOf, momentOf } from '@grove/calendar'
import { email, phone } from '@grove/member/contract'
import { type NewOrder, newOrder, type OrderColumn, type OrderRowFault } from '../contract/index.ts'

export type OrderRow = { readonly line: number; readonly order: NewOrder } | { readonly fault: OrderRowFault }

/** One row of a file as an order, or why it is none. Amounts are in major units, as spreadsheets have them; times are the workspace's. */
export function readOrderRow(line: number, cells: readonly string[], columns: ReadonlyMap<OrderColumn, number>, zone: string): OrderRow {
  const cell = (column: OrderColumn) => (cells[columns.get(column) ?? -1] ?? '').normalize('NFKC').replace(/^'/, '').trim()
  const fault = (code: OrderRowFault['code'], value: string): OrderRow => ({ fault: { line, code, value: value.slice(0, 200) } })
  if (cells.length <= Math.max(...columns.values())) return fault('column_count', String(cells.length))
  const number = cell('number')
  if (number === '') return fault('no_number', '')
  const buyer = buyerOf(cell)
  if (buyer === undefined) return fault('no_buyer', number)
  if (buyer === null) return fault('bad_buyer', veiled(cell('phone') || cell('email')))
  const amount = amountOf(cell('amount'))
  if (amount === undefined) return fault('bad_amount', cell('amount'))
  const currency = cell('currency') || 'CNY'
  if (!/^[A-Za-z]{3}$/.test(currency)) return fault('bad_currency', currency)
  const paidAt = timeOf(cell('paidAt'), zone)
  if (paidAt === undefined) return fault('bad_time', cell('paidAt'))
  const parsed = newOrder.safeParse({
    shop: cell('shop'),
    number,
    buyer,
    ...(cell('buyerName') && { buyerName: cell('buyerName').slice(0, 60) }),
    amount,
    currency,
    productLine: cell('productLine') || null,
    product: cell('product') || null,
    source: cell('source') || null,
    paidAt: new Date(paidAt),
  })
  return parsed.success ? { line, order: parsed.data } : fault('too_long', String(parsed.error.issues[0]?.path[0] ?? ''))
}

/** A mistyped number is still somebody's: enough of it to find the cell, no more is kept. */
const veiled = (text: string): string => `${text.slice(0, 2)}***${text.length > 6 ? text.slice(-2) : ''}`

/** Undefined: nothing told; null: told, but not a phone or an address. */
function buyerOf(cell: (column: OrderColumn) => string): { channel: string; externalId: string } | null | undefined {
  const number = cell('customerNumber')
  if (number) return { channel: 'number', externalId: number.slice(0, 200) }
  const [tel, mail] = [cell('phone'), cell('email')]
  if (!tel && !mail) return undefined
  const read = tel ? phone.safeParse(tel) : email.safeParse(mail)
  return read.success ? { channel: tel ? 'phone' : 'email', externalId: read.data } : null
}

/** `¥1,299.50` → 129950. */
export function amountOf(text: string): number | undefined {
  const plain = text
    .replace(/^(?:[¥￥$€£]|CNY|RMB)\s*/i, '')
    .replace(/(?:元|CNY|RMB)$/i, '')
    .replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '')
  if (!/^\d{1,10}(?:\.\d{1,2})?$/.test(plain)) return undefined
  const [whole, part = ''] = plain.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

const LOCAL = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/** A local date or time of the workspace, or a full ISO moment; epoch milliseconds. */
export function timeOf(text: string, zone: string): number | undefined {
  const match = LOCAL.exec(text)
  if (match) {
    const [, year = '', month = '', date = '', hour = '0', minute = '00', second = '0'] = match
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
    try {
      const moment = momentOf(day, `${hour.padStart(2, '0')}:${minute}`, zone)
      return dayOf(moment, zone) === day ? moment + Number(second) * 1000 : undefined
    } catch {
      return undefined
    }
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? undefined : moment
}
