import { describe, expect, it } from 'vitest'
import { missingColumn, orderColumns } from './order-columns.ts'
import { amountOf, readOrderRow, timeOf } from './order-row.ts'

const ZONE = 'Asia/Shanghai'
const columns = orderColumns(['订单编号', '买家手机', '实付金额', '付款时间', '商品名称', '备注'])
const read = (...cells: string[]) => readOrderRow(2, cells, columns, ZONE)
const code = (row: ReturnType<typeof read>) => ('fault' in row ? row.fault.code : 'taken')

describe('a row of a file of orders', () => {
  it('is refused with the reason', () => {
    expect(code(read('', '13800138000', '1', '2026-11-01', ''))).toBe('no_number')
    expect(code(read('A1', '', '1', '2026-11-01', ''))).toBe('no_buyer')
    expect(code(read('A1', 'hello', '1', '2026-11-01', ''))).toBe('bad_buyer')
    expect(code(read('A1', '13800138000', '1.234', '2026-11-01', ''))).toBe('bad_amount')
    expect(code(read('A1', '13800138000', '-5', '2026-11-01', ''))).toBe('bad_amount')
    expect(code(read('A1', '13800138000', '1', '2026-02-30', ''))).toBe('bad_time')
    expect(code(read('A1', '13800138000', '1', '2026-11-01', 'x'.repeat(121)))).toBe('too_long')
    expect(code(read('A1', '13800138000'))).toBe('column_count')
  })

  it('becomes an order in minor units at the moment of the workspace', () => {
    expect(read('A1', '138-0013-8000', '¥1,299.5', '2026/11/1 9:30', '保温杯')).toMatchObject({
      order: {
        number: 'A1',
        buyer: { channel: 'phone', externalId: '13800138000' },
        amount: 129950,
        currency: 'CNY',
        product: '保温杯',
        paidAt: new Date('2026-11-01T01:30:00Z'),
      },
    })
  })

  it('names the column that is missing', () => {
    expect(missingColumn(orderColumns(['金额', '日期', '手机']))).toBe('number')
    expect(missingColumn(orderColumns(['Order No.', 'Amount', 'Date']))).toBe('buyer')
    expect(missingColumn(orderColumns(['Order No.', 'Amount', 'Date', 'Customer ID']))).toBeUndefined()
  })
})

it('reads money and times as people write them', () => {
  expect([amountOf('￥12'), amountOf('12.3元'), amountOf('1,234,567.89'), amountOf('1e3'), amountOf('')]).toEqual([
    1200,
    1230,
    123456789,
    undefined,
    undefined,
  ])
  expect(timeOf('2026年11月1日', ZONE)).toBe(Date.parse('2026-10-31T16:00:00Z'))
  expect(timeOf('2026-11-01T08:00:00Z', ZONE)).toBe(Date.parse('2026-11-01T08:00:00Z'))
  expect(timeOf('2026-11-01 25:00', ZONE)).toBeUndefined()
})
