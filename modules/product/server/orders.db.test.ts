import { community, createCommunity } from '@grove/community/server'
import { identity } from '@grove/identity/server'
import { createMembers, eraseMember, member, readTimeline, takeUpAgain } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { writeXlsx } from '@grove/spreadsheet'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newOrder } from '../contract/index.ts'
import { importOrders } from './import-orders.ts'
import { previewOrders } from './preview-orders.ts'
import { product, recordOrders, refundOrders } from './index.ts'
import { listOrders, memberPurchases } from './read-orders.ts'

let t: TestApp
let ws: TestWorkspace
let ann: number
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, community] })
})
beforeEach(async () => {
  t.clock.set('2026-11-02T02:00:00Z')
  ws = await t.workspace()
  ;[ann = 0] = await createMembers(ws.ctx, [{ displayName: 'Ann', phone: '13800138000' }])
})
afterAll(() => t.close())

const order = (number: string, more: object = {}) =>
  newOrder.parse({ number, memberId: ann, amount: 9900, paidAt: '2026-11-01T03:00:00Z', productLine: 'Cups', ...more })
const record = (...orders: ReturnType<typeof order>[]) => recordOrders(ws.ctx, { orders, makeMembers: false })
const refund = (number: string, name: string, amount: number) =>
  refundOrders(ws.ctx, { refunds: [{ shop: '', number, refund: name, amount, reason: 'broken', at: new Date('2026-11-02T00:00:00Z') }] })
const sums = async () => (await memberPurchases(ws.ctx, { id: ann })).items
const events = async () => (await readTimeline(ws.ctx, sql`e.member_id = ${ann}`, { limit: 50, kind: 'order' })).items
const body = (text: string) => new Blob([text]).stream() as unknown as AsyncIterable<Uint8Array>

describe('refused', () => {
  it('row by row: buyers, communities and times that are none, and nothing of other workspaces', async () => {
    const other = await t.workspace()
    const strange = await createCommunity(other.ctx, { type: 'newcomer', name: 'Elsewhere' })
    const answer = await record(
      order('1', { memberId: 999_999 }),
      order('2', { memberId: undefined, buyer: { channel: 'phone', externalId: '13900139000' } }),
      order('3', { communityId: strange.id }),
      order('4', { paidAt: '2026-12-01T00:00:00Z' }),
    )
    expect(answer).toMatchObject({ recorded: 0, known: 0 })
    expect(answer.problems.map((one) => `${one.number} ${one.code}`).toSorted()).toEqual([
      '1 unknown_member',
      '2 unknown_member',
      '3 unknown_community',
      '4 future',
    ])
    expect((await listOrders(other.ctx, { limit: 50 })).items).toEqual([])
    await expect(memberPurchases(other.ctx, { id: ann })).rejects.toMatchObject({ code: 'member.not_found' })
  })

  it('of somebody who was forgotten, unless they bought afterwards: then they are somebody new', async () => {
    const buyer = { channel: 'phone', externalId: '13700137000' } as const
    const at = (number: string, paidAt: string) => order(number, { memberId: undefined, buyer, buyerName: 'Bo', paidAt })
    const make = (...orders: ReturnType<typeof order>[]) => recordOrders(ws.ctx, { orders, makeMembers: true })
    const [bo = 0] = await createMembers(ws.ctx, [{ displayName: 'Bo', phone: buyer.externalId }])
    await eraseMember(ws.ctx, { id: bo, confirm: 'Bo' })
    const before = new Date(t.clock.now().getTime() - 1000).toISOString()
    expect(await make(at('f1', before), order('f2', { memberId: bo }))).toMatchObject({
      recorded: 0,
      problems: expect.arrayContaining([
        { number: 'f1', code: 'erased_buyer' },
        { number: 'f2', code: 'unknown_member' },
      ]),
    })
    t.clock.advance({ minutes: 1 })
    expect(await make(at('f1', before), at('f3', t.clock.now().toISOString()))).toMatchObject({
      recorded: 1,
      problems: [{ number: 'f1', code: 'erased_buyer' }],
    })
    // The file sent again: the record that is theirs now begins with their return.
    t.clock.advance({ minutes: 1 })
    expect(await make(at('f1', before), at('f3', new Date(t.clock.now().getTime() - 60_000).toISOString()))).toMatchObject({
      recorded: 0,
      known: 1,
      problems: [{ number: 'f1', code: 'erased_buyer' }],
    })
    expect(await make(at('f4', t.clock.now().toISOString()))).toMatchObject({ recorded: 1, problems: [] })
    expect((await listOrders(ws.ctx, { limit: 50 })).items.map((one) => one.memberId)).not.toContain(bo)
  })

  it('from before the erasure of somebody whom staff took up again: on no record, whether one is there or is to be made; later ones are theirs', async () => {
    const buyer = { channel: 'phone', externalId: '13700137000' } as const
    const at = (number: string, ms: number) =>
      order(number, { memberId: undefined, buyer, buyerName: 'Bo', paidAt: new Date(t.clock.now().getTime() + ms).toISOString() })
    const make = (...orders: ReturnType<typeof order>[]) => recordOrders(ws.ctx, { orders, makeMembers: true })
    const [bo = 0] = await createMembers(ws.ctx, [{ displayName: 'Bo', phone: buyer.externalId }])
    await eraseMember(ws.ctx, { id: bo, confirm: 'Bo' })
    const [old, gone] = [at('g1', -1000), at('g2', 0)]
    t.clock.advance({ minutes: 5 })
    const between = at('g3', -60_000)
    await takeUpAgain(ws.ctx, { ...buyer, how: 'by letter' })
    const refused = [old, gone].map(({ number }) => ({ number, code: 'erased_buyer' }))
    expect(await make(old, gone)).toMatchObject({ recorded: 0, problems: refused })
    const [back = 0] = await createMembers(ws.ctx, [{ displayName: 'Bo', phone: buyer.externalId }])
    expect(await record(old, gone, between)).toMatchObject({ recorded: 1, problems: refused })
    expect(await record(old, gone, between)).toMatchObject({ recorded: 0, known: 1, problems: refused })
    expect((await listOrders(ws.ctx, { limit: 50 })).items.map((one) => [one.number, one.memberId])).toEqual([['g3', back]])
    // Forgotten once more: the later moment counts.
    await eraseMember(ws.ctx, { id: back, confirm: 'Bo' })
    await takeUpAgain(ws.ctx, { ...buyer, how: 'by letter' })
    expect(await make(at('g4', -1000))).toMatchObject({ recorded: 0, problems: [{ number: 'g4', code: 'erased_buyer' }] })
  })

  it('over HTTP: strangers, roles without the right, nonsense', async () => {
    const send = (headers: Record<string, string>, content: unknown) =>
      t.http.request('/api/orders', { method: 'POST', headers, body: JSON.stringify(content) })
    const orders = [{ number: 'h', memberId: ann, amount: 1, paidAt: '2026-11-01T03:00:00Z' }]
    expect((await send({ 'content-type': 'application/json' }, { orders })).status).toBe(401)
    expect((await send(await ws.session('viewer'), { orders })).status).toBe(403)
    expect((await send(await ws.session('operator'), { orders: [{ ...orders[0], amount: 1.5 }] })).status).toBe(422)
    expect((await send(await ws.session('operator'), { orders })).status).toBe(200)
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    expect((await listOrders(owner, { limit: 50 })).items).toEqual([])
  })

  it('a refund of nothing, of more than was paid, and one that says something else under the same number', async () => {
    await record(order('1'))
    expect((await refund('9', 'r', 100)).problems).toEqual([{ number: '9', code: 'unknown_order' }])
    expect((await refund('1', 'r', 9901)).problems).toEqual([{ number: '1', code: 'more_than_paid' }])
    expect(await refund('1', 'r', 900)).toEqual({ recorded: 1, known: 0, problems: [] })
    expect((await refund('1', 'r', 800)).problems).toEqual([{ number: '1', code: 'differs' }])
    expect((await refund('1', 'r2', 9001)).problems).toEqual([{ number: '1', code: 'more_than_paid' }])
  })
})

describe('recorded', () => {
  it('once a number, with sums, and an event at the moment of payment', async () => {
    expect(await record(order('1'), order('1'), order('2', { amount: 100, shop: 'B' }))).toMatchObject({ recorded: 2, problems: [] })
    expect(await record(order('1'), order('3', { currency: 'USD' }))).toMatchObject({ recorded: 1, known: 1 })
    expect((await record(order('1', { amount: 1 }))).problems).toEqual([{ number: '1', code: 'differs' }])
    expect(await sums()).toMatchObject([
      { currency: 'CNY', orders: 2, net: 10_000 },
      { currency: 'USD', orders: 1, net: 9900 },
    ])
    expect(await events()).toHaveLength(3)
    expect((await events())[0]).toMatchObject({ kind: 'order.paid', at: new Date('2026-11-01T03:00:00Z') })
  })

  it('makes records for new buyers when asked to, one for each', async () => {
    const buyer = { channel: 'phone', externalId: '13900139000' }
    const orders = [order('1', { memberId: undefined, buyer, buyerName: 'Bo' }), order('2', { memberId: undefined, buyer })]
    expect(await recordOrders(ws.ctx, { orders, makeMembers: true })).toMatchObject({ recorded: 2, problems: [] })
    const page = await listOrders(ws.ctx, { limit: 50 })
    expect(new Set(page.items.map((row) => row.memberName))).toEqual(new Set(['Bo']))
  })

  it('takes refunds off the sums; an order refunded in full is none', async () => {
    await record(order('1'), order('2'))
    await refund('1', 'a', 900)
    expect(await refund('1', 'a', 900)).toMatchObject({ recorded: 0, known: 1 })
    expect(await sums()).toMatchObject([{ orders: 2, net: 18_900 }])
    await refund('1', 'b', 9000)
    expect(await sums()).toMatchObject([{ orders: 1, net: 9900 }])
    expect((await events())[0]).toMatchObject({ kind: 'order.refunded', data: { net: 0, amount: 9000 } })
  })

  it('keeps the sums right when many record the same orders and others at once', async () => {
    const shared = Array.from({ length: 20 }, (_, at) => order(`s${at}`))
    const done = await Promise.all(
      Array.from({ length: 4 }, (_, who) => record(...(who % 2 ? shared : shared.toReversed()), order(`own${who}`))),
    )
    expect(done.reduce((sum, one) => sum + one.recorded, 0)).toBe(24)
    expect(await sums()).toMatchObject([{ orders: 24, net: 24 * 9900 }])
    expect(await events()).toHaveLength(24)
  })

  it('is listed by line, day, number and refund, page after page', async () => {
    await record(
      ...Array.from({ length: 5 }, (_, at) => order(`n${at}`, { paidAt: `2026-10-3${at % 2}T12:00:00Z` })),
      order('x', { productLine: 'Lids' }),
    )
    await refund('x', 'a', 1)
    const list = (input: object) => listOrders(ws.ctx, { limit: 50, ...input })
    expect((await list({ productLine: 'Lids' })).items.map((row) => row.number)).toEqual(['x'])
    expect((await list({ number: 'n' })).items).toHaveLength(5)
    expect((await list({ refunded: true })).items).toHaveLength(1)
    expect((await list({ from: '2026-10-31', to: '2026-10-31' })).items).toHaveLength(2)
    const first = await list({ limit: 4 })
    const rest = await list({ limit: 4, cursor: first.next ?? '' })
    expect(new Set([...first.items, ...rest.items].map((row) => row.id)).size).toBe(6)
    expect([first.total, rest.total]).toEqual([{ count: 6, exact: true }, null])
  })
})

describe('imported', () => {
  const file =
    '订单编号,买家手机,实付金额,付款时间,商品名称\r\nA1,13800138000,"1,299.50",2026-10-30 09:30,杯\r\nA2,13900139000,10,2026-10-30,盖\r\nA3,,10,2026-10-30,盖\r\n'

  it('refuses a file without the columns it needs, and an empty one', async () => {
    await expect(importOrders(ws.ctx, body('单号,金额\n1,2\n'), { fileName: 'a', makeMembers: false })).rejects.toMatchObject({
      code: 'order.import_no_time',
    })
    await expect(importOrders(ws.ctx, body(''), { fileName: 'a', makeMembers: false })).rejects.toMatchObject({
      code: 'member.import_empty',
    })
  })

  it('is looked at first, and taken as somebody says: from Excel too, with headings nobody knows', async () => {
    const rows = [
      ['甲', '乙', '丙', '丁', '备注'],
      ['X1', '13800138000', '20.5', '2026-10-30 09:30', ''],
    ]
    const batches = async function* () {
      yield rows
    }
    const xlsx = () => writeXlsx('orders', batches()) as unknown as AsyncIterable<Uint8Array>
    const preview = await previewOrders(ws.ctx, xlsx())
    expect(preview).toMatchObject({ format: 'xlsx', rows: 1, sample: [['X1', '13800138000', '20.5', '2026-10-30 09:30', '']] })
    expect(preview.columns.map((one) => one.target)).toEqual(['skip', 'skip', 'skip', 'skip', 'skip'])
    const taken = { fileName: 'o.xlsx', makeMembers: true }
    await expect(importOrders(ws.ctx, xlsx(), taken)).rejects.toMatchObject({ code: 'order.import_no_number' })
    await expect(importOrders(ws.ctx, xlsx(), { ...taken, columns: ['number', 'phone', 'phone', 'paidAt', 'skip'] })).rejects.toMatchObject(
      {
        code: 'order.import_column_twice',
      },
    )
    const columns = ['number', 'phone', 'amount', 'paidAt', 'skip'] as const
    expect(await importOrders(ws.ctx, xlsx(), { ...taken, columns })).toMatchObject({ state: 'done', rows: 1, recorded: 1 })
    expect(await importOrders(ws.ctx, xlsx(), { ...taken, columns })).toMatchObject({ recorded: 0, known: 1 })
    expect((await previewOrders(ws.ctx, body(file))).columns.map((one) => one.target)).toEqual([
      'number',
      'phone',
      'amount',
      'paidAt',
      'product',
    ])
  })

  it('takes what it can, says why it leaves the rest, and changes nothing the second time', async () => {
    const first = await importOrders(ws.ctx, body(file), { fileName: 'a.csv', makeMembers: false })
    expect(first).toMatchObject({ state: 'done', rows: 3, recorded: 1, known: 0, failed: 2 })
    expect(first.faults.map((one) => `${one.line} ${one.code}`)).toEqual(['3 unknown_member', '4 no_buyer'])
    const second = await importOrders(ws.ctx, body(file), { fileName: 'a.csv', makeMembers: true })
    expect(second).toMatchObject({ rows: 3, recorded: 1, known: 1, failed: 1 })
    expect(await sums()).toMatchObject([{ orders: 1, net: 129_950 }])
  })
})
