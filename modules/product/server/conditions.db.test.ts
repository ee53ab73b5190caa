import { type Condition, evaluate, factsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts, prepareConditions } from '@grove/condition-kit/server'
import { identity } from '@grove/identity/server'
import { createMembers, member } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import sql, { join } from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newOrder } from '../contract/index.ts'
import { product, recordOrders, refundOrders } from './index.ts'

let t: TestApp
let ws: TestWorkspace
let ids: number[]
const NOW = new Date('2026-11-20T04:00:00Z')
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product] })
  t.clock.set(NOW)
  ws = await t.workspace()
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 24 }, (_, at) => ({ displayName: `m${at}` })),
  )
  const orders = ids.flatMap((memberId, at) =>
    Array.from({ length: (at * 7) % 5 }, (_, n) =>
      newOrder.parse({
        number: `${at}-${n}`,
        memberId,
        amount: ((at * 31 + n * 17) % 40) * 500,
        currency: (at + n) % 6 === 0 ? 'USD' : 'CNY',
        productLine: [null, 'Cups', 'Lids'][(at + n) % 3],
        product: (at + n) % 2 ? 'Cup 1' : null,
        paidAt: new Date(NOW.getTime() - ((at * 5 + n * 11) % 60) * 86_400_000),
      }),
    ),
  )
  await recordOrders(ws.ctx, { orders, makeMembers: false })
  await refundOrders(ws.ctx, {
    refunds: orders
      .filter((one, at) => at % 4 === 0 && one.amount > 0)
      .map((one, at) => ({ shop: '', number: one.number, refund: 'r', amount: at % 2 ? one.amount : 1, reason: '', at: NOW })),
  })
})
afterAll(() => t.close())

const count = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined })
const money = fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined })
const period = fc.constantFrom('1d', '7d', '30d', '48h', '3650d')
const clean = (value: object) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as unknown as Condition
const question = fc.oneof(
  fc.record({
    kind: fc.constant('orders'),
    within: fc.option(period, { nil: undefined }),
    productLine: fc.constantFrom(undefined, 'Cups', 'Nothing'),
    product: fc.constantFrom(undefined, 'Cup 1'),
    atLeast: count,
    atMost: count,
  }),
  fc.record({ kind: fc.constant('spent'), currency: fc.constantFrom('CNY', 'USD'), atLeast: money, atMost: money }),
  fc.record({ kind: fc.constant('lastOrder'), within: period }),
)

it('asks the database and the pure half the same questions and gets the same answers', async () => {
  const conditions = fc.sample(question, { numRuns: 300, seed: 7 }).map(clean)
  const kinds = conditionKindsOf(ws.ctx.app)
  const compiled = await prepareConditions(ws.ctx, conditions)
  const keys = [...new Set(conditions.flatMap((one) => factsOf(one, kinds)))]
  const facts = await loadFacts(ws.ctx, { communityId: 0, memberIds: ids, keys, runStartAt: null })
  for (let at = 0; at < conditions.length; at += 50) {
    const some = conditions.slice(at, at + 50)
    const rows = await ws.ctx.db.rows<{ id: number; held: boolean[] }>(sql`
      select m.id, array[${join(some.map((one) => compiled.where(one)))}] as held from member m where m.workspace_id = ${ws.id} order by m.id`)
    for (const row of rows) expect(row.held).toEqual(some.map((one) => evaluate(one, facts.get(row.id) ?? {}, kinds)))
  }
})

it('names the members whose answer time has turned', async () => {
  const condition: Condition = {
    any: [
      { kind: 'lastOrder', within: '30d' },
      { kind: 'orders', within: '7d', atLeast: 1 },
    ],
  }
  const holders = async (now: Date) => {
    const compiled = await prepareConditions(ws.ctx, [condition], now)
    const rows = await ws.ctx.db.rows<{ id: number }>(
      sql`select m.id from member m where m.workspace_id = ${ws.id} and ${compiled.where(condition)}`,
    )
    return rows.map((row) => row.id)
  }
  const later = new Date(NOW.getTime() + 9 * 86_400_000)
  const [before, after] = [await holders(NOW), await holders(later)]
  const turned = (await prepareConditions(ws.ctx, [condition], later)).turned(condition, { from: NOW, to: later })
  const named = new Set((await ws.ctx.db.rows<{ id: number }>(turned ?? sql`select 0 as id`)).map((row) => row.id))
  const changed = before.filter((id) => !after.includes(id))
  expect(changed.length).toBeGreaterThan(0)
  expect(changed.filter((id) => !named.has(id))).toEqual([])
})
