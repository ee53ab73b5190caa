import { sync } from '@grove/sync/server'
import type { TestWorkspace } from '@grove/testkit'
import { type Sim, startSim } from '@grove/wecom-sim'
import sql from 'sql-template-tag'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { simulators, takeShortCuts } from '../fixture/short-cuts.ts'
import { connect, wecomWorld } from '../fixture/wecom-world.ts'

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let sim: Sim
let accountId: number
let head: Record<string, string>
let putBack: () => void
let customers: string[]
let groups: string[]
let companies = 0

beforeAll(async () => {
  putBack = takeShortCuts()
  world = await wecomWorld(sync)
})
afterAll(async () => {
  await world.close()
  putBack()
})
beforeEach(async () => {
  const { t } = world
  sim = await startSim({ seed: `handover ${++companies}`, clock: t.clock })
  const host = `company${companies}.test`
  simulators.set(host, sim)
  for (const userid of ['zhangsan', 'lisi']) sim.admin.hire({ userid, name: userid })
  customers = ['甲', '乙', '丙'].map((name) => {
    const { customerId } = sim.admin.stranger(name)
    sim.employee('zhangsan').add(customerId)
    return customerId
  })
  groups = ['一群', '二群'].map((name) => sim.employee('zhangsan').createGroup({ name }).chatId)
  ws = await t.workspace()
  head = await ws.session('head')
  accountId = await connect(ws.ctx, {
    corp_id: sim.corpId,
    agent_id: String(sim.app.agentId),
    secret: sim.app.secret,
    callback_token: 'QDG6eK',
    callback_aes_key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    api_url: `http://${host}`,
  })
  await t.drain()
})
afterEach(async () => {
  await ws.ctx.db.exec(sql`update channel_account set state = 'off' where workspace_id = ${ws.id}`)
  await sim.close()
})

async function call(method: string, path: string, body?: object, headers = head) {
  const answer = await world.t.http.request(`/api/sync/${accountId}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}
const start = (body: object = {}, headers = head) => call('POST', '/handovers', { from: 'zhangsan', to: 'lisi', ...body }, headers)

interface Item {
  externalId: string
  kind: string
  state: string
  reason: string | null
}
async function items(): Promise<Record<string, string>> {
  const [first] = (await call('GET', '/handovers')).body['items'] as unknown as { id: number }[]
  const { body } = await call('GET', `/handovers/${first?.id}/items?limit=100`)
  return Object.fromEntries(
    (body['items'] as unknown as Item[]).map((one) => [one.externalId, one.reason ? `${one.state}:${one.reason}` : one.state]),
  )
}
const later = async (by: { hours?: number; minutes?: number }) => {
  world.t.clock.advance(by)
  await world.t.drain()
}
const who = (customerId: string) => [...(sim.platform.world.followers.get(customerId) ?? [])]
const all = (state: string) => Object.fromEntries([...customers, ...groups].map((id) => [id, state]))
const workOpen = () =>
  ws.ctx.db.rows<{ key: string; count: number }>(sql`
    select title ->> 'key' as key, (title -> 'params' ->> 'count')::int as count from task where workspace_id = ${ws.id} and state = 'open' order by id`)

describe('beginning', () => {
  it('is for whoever leads, between two who are there, once at a time', async () => {
    expect((await start({}, await ws.session('operator'))).status).toBe(403)
    expect((await start({}, await (await world.t.workspace()).session('head'))).body).toMatchObject({ code: 'sync.account_not_found' })
    for (const wrong of [{ to: 'nobody' }, { to: 'zhangsan' }, { from: 'nobody' }])
      expect((await start(wrong)).body).toMatchObject({ code: 'sync.handover_nobody' })
    expect((await start({ from: 'lisi', to: 'zhangsan' })).body).toMatchObject({ code: 'sync.handover_nothing' })
    expect((await start({ customers: false, groups: false })).body).toMatchObject({ code: 'sync.handover_nothing' })
    expect((await start()).status).toBe(200)
    expect((await start()).body).toMatchObject({ code: 'sync.handover_busy' })
  })
})

describe('somebody who changes place', () => {
  it('gives groups at once and customers after a day; who refuses stays, and is work for the lead', async () => {
    await start({ message: '以后由李四服务你' })
    await world.t.drain()
    const [first = '', second = '', third = ''] = customers
    expect(await items()).toEqual({ ...all('waiting'), [groups[0] ?? '']: 'done', [groups[1] ?? '']: 'done' })
    sim.customer(second).refuseTransfer()
    await later({ hours: 2 })
    expect((await items())[second]).toBe('failed:customer_refused')
    await later({ hours: 24 })
    await later({ hours: 2 })
    expect(await items()).toEqual({ ...all('done'), [second]: 'failed:customer_refused' })
    expect([who(first), who(second), who(third)]).toEqual([['lisi'], ['zhangsan'], ['lisi']])
    expect(sim.platform.world.groups.get(groups[0] ?? '')?.owner).toBe('lisi')
    expect(await workOpen()).toEqual([{ key: 'send.task.handover_left', count: 1 }])
  })

  it('meets the limit of ninety days, and says so', async () => {
    const [first = ''] = customers
    sim.platform.world.handovers.set(first, [sim.platform.now(), sim.platform.now()])
    sim.platform.world.handovers.set(groups[0] ?? '', [sim.platform.now(), sim.platform.now()])
    await start()
    await world.t.drain()
    expect(await items()).toMatchObject({ [first]: 'failed:too_often', [groups[0] ?? '']: 'failed:too_often', [groups[1] ?? '']: 'done' })
  })

  it('waits for tomorrow when the taker has taken over as many groups as a day allows', async () => {
    const many = Array.from({ length: 300 }, () => sim.platform.now())
    sim.platform.world.handovers.set('owner/lisi', many)
    await start({ customers: false })
    await world.t.drain()
    expect(Object.values(await items())).toEqual(['planned', 'planned'])
    await later({ hours: 25 })
    expect(Object.values(await items())).toEqual(['done', 'done'])
  })

  it('is not done twice when answers are lost, and goes on by itself', async () => {
    const paths = ['/cgi-bin/externalcontact/transfer_customer', '/cgi-bin/externalcontact/groupchat/onjob_transfer']
    sim.setFaults({ lost: 1, paths })
    await start()
    await world.t.drain()
    expect(Object.values(await items())).toEqual(expect.arrayContaining(['waiting', 'asking']))
    sim.setFaults({ lost: 0, paths: [] })
    await later({ minutes: 2 })
    await later({ minutes: 2 })
    expect(await items()).toEqual({ ...all('waiting'), [groups[0] ?? '']: 'done', [groups[1] ?? '']: 'done' })
    await later({ hours: 25 })
    expect(await items()).toEqual(all('done'))
    for (const id of [...customers, ...groups]) expect(sim.platform.world.handovers.get(id)).toHaveLength(1)
  })

  it('tries what failed once more when asked', async () => {
    const [first = ''] = customers
    sim.platform.world.handovers.set(first, [sim.platform.now(), sim.platform.now()])
    await start({ groups: false })
    await later({ hours: 25 })
    const [{ id } = { id: 0 }] = (await call('GET', '/handovers')).body['items'] as unknown as { id: number }[]
    expect((await items())[first]).toBe('failed:too_often')
    sim.platform.world.handovers.delete(first)
    expect((await call('POST', `/handovers/${id}/again`, {})).body).toEqual({ changed: 1 })
    expect((await call('POST', `/handovers/${id}/again`, {})).body).toEqual({ changed: 0 })
    await world.t.drain()
    await later({ hours: 25 })
    expect((await items())[first]).toBe('done')
  })
})

describe('somebody who has left', () => {
  it('leaves what the platform kept, and the communities follow their groups', async () => {
    const owner = await ws.as('owner')
    const taker = owner.actor.kind === 'staff' ? owner.actor.staffId : 0
    await call('PUT', '/staff', { externalId: 'lisi', staffId: taker })
    const giver = await ws.as('sales')
    const giverId = giver.actor.kind === 'staff' ? giver.actor.staffId : 0
    const third = await ws.as('sales')
    const thirdId = third.actor.kind === 'staff' ? third.actor.staffId : 0
    await call('PUT', '/staff', { externalId: 'zhangsan', staffId: giverId })
    const ownerOf = (external: string | undefined, staffId: number) =>
      ws.ctx.db.exec(sql`
      update member m set owner_staff_id = ${staffId} from member_identity i
      where m.workspace_id = ${ws.id} and i.workspace_id = ${ws.id} and i.member_id = m.id and i.external_id = ${external ?? ''}`)
    await ownerOf(customers[0], giverId)
    await ownerOf(customers[1], thirdId)
    await call('POST', '/adopt', { externalIds: groups, type: 'newcomer' })
    // Whoever leaves is put out of service here first, as a rule.
    await ws.ctx.db.exec(sql`update staff set active = false where workspace_id = ${ws.id} and id = ${giverId}`)
    sim.admin.resign({ userid: 'zhangsan' })
    await call('POST', '/start', {})
    await world.t.drain()
    await start()
    await world.t.drain()
    const led = () =>
      ws.ctx.db.rows<{ n: number }>(sql`
      select count(*)::int as n from community_staff where workspace_id = ${ws.id} and staff_id = ${taker} and post = 'owner' and until is null`)
    expect(await led()).toEqual([{ n: 2 }])
    await later({ hours: 25 })
    await later({ hours: 1 })
    expect(await items()).toEqual(all('done'))
    expect(customers.map(who)).toEqual([['lisi'], ['lisi'], ['lisi']])
    expect(await led()).toEqual([{ n: 2 }])
    const members = await ws.ctx.db.rows<{ owner: number }>(sql`
      select m.owner_staff_id as owner from member m join member_identity i on i.workspace_id = m.workspace_id and i.member_id = m.id
      where m.workspace_id = ${ws.id} and i.external_id = any(${customers}::text[]) order by array_position(${customers}::text[], i.external_id)`)
    expect(members.map((row) => row.owner)).toEqual([taker, thirdId, taker])
  })
})
