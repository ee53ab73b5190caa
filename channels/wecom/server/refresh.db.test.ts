import type { TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, wecomWorld } from '../fixture/wecom-world.ts'
import { noContact } from './no-contact.ts'
import { addRefreshes, claimRefreshes, dropRefreshes, postponeRefreshes } from './refresh-store.ts'

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let accountId: number

beforeAll(async () => {
  world = await wecomWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.platform.customers.clear()
  ws = await world.t.workspace()
  accountId = await connect(ws.ctx, world.platform.settings)
})

const ask = (...keys: string[]) =>
  addRefreshes(
    ws.ctx,
    keys.map((key) => ({ accountId, kind: 'customer' as const, key, want: null })),
  )
const due = async () => {
  const rows = await ws.ctx.db.rows<{ key: string; dueAt: Date }>(sql`
    select key, due_at as "dueAt" from wecom_refresh where workspace_id = ${ws.id} order by key`)
  return rows.map((row) => [row.key, (row.dueAt.getTime() - world.t.clock.now().getTime()) / 1000])
}
const customers = async () => {
  const rows = await ws.ctx.db.rows<{ id: string }>(sql`
    select distinct external_userid as id from wecom_follow where workspace_id = ${ws.id} order by 1`)
  return rows.map((row) => row.id)
}

describe('a place to look at', () => {
  it('keeps its time when the platform did not show it, however many events come; otherwise the next event brings it forward', async () => {
    await ask('wm1', 'wm2')
    const claimed = await claimRefreshes(ws.ctx, 10)
    const dueAt = new Date(world.t.clock.now().getTime() + 300_000)
    await postponeRefreshes(
      ws.ctx,
      claimed.map((refresh) => ({ refresh, dueAt, error: refresh.key === 'wm1' ? 'the limit of calls is reached' : null })),
    )
    await ask('wm1', 'wm2')
    expect(await due()).toEqual([
      ['wm1', 300],
      ['wm2', 0],
    ])
    world.t.clock.advance({ seconds: 300 })
    expect((await claimRefreshes(ws.ctx, 10)).map(({ key, attempts }) => [key, attempts]).toSorted()).toEqual([
      ['wm1', 2],
      ['wm2', 1],
    ])
  })

  it('is asked for while it is looked at: nobody else looks meanwhile, and it is looked at once more after that', async () => {
    await ask('wm1')
    const looks = await claimRefreshes(ws.ctx, 10)
    expect(await due()).toEqual([['wm1', 60]])
    await Promise.all([ask('wm1'), ask('wm1', 'wm1')])
    expect(await due()).toEqual([['wm1', 60]])
    expect(await claimRefreshes(ws.ctx, 10)).toEqual([])
    await dropRefreshes(ws.ctx, looks)
    expect(await due()).toEqual([['wm1', 3]])
    world.t.clock.advance({ seconds: 3 })
    await dropRefreshes(ws.ctx, await claimRefreshes(ws.ctx, 10))
    expect(await due()).toEqual([])
  })

  it('is looked at again when whoever looked is gone', async () => {
    await ask('wm1')
    await claimRefreshes(ws.ctx, 10)
    await ask('wm1')
    world.t.clock.advance({ seconds: 60 })
    expect(await claimRefreshes(ws.ctx, 10)).toMatchObject([{ key: 'wm1', asks: 2 }])
  })

  it('is written with others: who is there, who is gone, and who is nobody’s contact is known then', async () => {
    expect(await noContact(ws.ctx, ['wm1', 'wm9'])).toEqual([])
    await world.t.drain()
    world.platform.addCustomer('wm1', 'zhangsan', '小林')
    world.platform.addCustomer('wm2', 'lisi', '阿宁')
    await ask('wm1', 'wm2', 'wm9')
    await world.t.drain()
    expect(await customers()).toEqual(['wm1', 'wm2'])
    expect(await noContact(ws.ctx, ['wm1', 'wm9'])).toEqual(['wm9'])
    world.platform.customers.delete('wm2')
    world.t.clock.advance({ seconds: 3 })
    await ask('wm1', 'wm2')
    await world.t.drain()
    expect(await customers()).toEqual(['wm1'])
    expect(await due()).toEqual([])
  })
})

describe('a storm of events of few customers', () => {
  const PATH = '/cgi-bin/externalcontact/get'
  const names = async () => {
    const rows = await ws.ctx.db.rows<{ name: string }>(
      sql`select name from wecom_customer where workspace_id = ${ws.id} order by external_userid`,
    )
    return rows.map((row) => row.name)
  }
  const rename = (id: string, name: string) => {
    const customer = world.platform.customers.get(id)
    if (customer) customer.name = name
  }

  it('is one look at once and one after each quiet time, and the last change is seen', async () => {
    world.platform.addCustomer('wm1', 'zhangsan', '小林')
    world.platform.addCustomer('wm2', 'lisi', '阿宁')
    await world.t.drain()
    world.t.clock.advance({ seconds: 10 })
    const before = world.platform.count(PATH)
    for (let at = 0; at < 10; at++) {
      rename('wm1', `小林${at}`)
      await ask('wm1', 'wm2')
      await world.t.drain()
      world.t.clock.advance({ seconds: 0.5 })
    }
    // Five seconds: at once, and after three.
    expect(world.platform.count(PATH) - before).toBe(4)
    world.t.clock.advance({ seconds: 3 })
    await world.t.drain()
    expect(world.platform.count(PATH) - before).toBe(6)
    expect(await names()).toEqual(['小林9', '阿宁'])
    expect(await due()).toEqual([])
  })

  it('gives the same quiet time to a customer nobody has any more, and none to one never seen', async () => {
    world.platform.addCustomer('wm1', 'zhangsan', '小林')
    await world.t.drain()
    world.t.clock.advance({ seconds: 10 })
    world.platform.customers.delete('wm1')
    await ask('wm1')
    await world.t.drain()
    await ask('wm1', 'wmNew')
    expect(await due()).toEqual([
      ['wm1', 3],
      ['wmNew', 0],
    ])
  })
})
