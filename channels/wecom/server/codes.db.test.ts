import { code } from '@grove/code/server'
import { sync } from '@grove/sync/server'
import type { TestWorkspace } from '@grove/testkit'
import { noFaults, type Sim, startSim } from '@grove/wecom-sim'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, groupCommunity, wecomWorld } from '../fixture/wecom-world.ts'
import { wecomDoor } from './ingress.ts'

const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' }

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let sim: Sim
let account: number
let head: Record<string, string>
let staff: string[]
let chats: string[]
let runs = 0

beforeAll(async () => {
  world = await wecomWorld(sync, code)
})
afterAll(() => world.close())
beforeEach(async () => {
  const { t } = world
  // A Friday morning in Shanghai.
  t.clock.set('2026-11-27T01:00:00Z')
  ws = await t.workspace()
  await ws.as('head')
  head = await ws.session('head')
  sim = await startSim({
    seed: `codes-${++runs}`,
    clock: t.clock,
    port: 0,
    population: { customers: 4, groups: 6, employees: 3, membersPerGroup: 2 },
    deliver: async ({ method, url, body }) => {
      const answer = await wecomDoor.answer(t.system, {
        method,
        workspaceId: ws.id,
        accountId: account,
        query: new URL(url).searchParams,
        body,
      })
      return { status: answer.status, body: answer.text ?? '' }
    },
  })
  account = await connect(ws.ctx, {
    corp_id: sim.corpId,
    agent_id: String(sim.app.agentId),
    secret: sim.app.secret,
    callback_token: KEYS.token,
    callback_aes_key: KEYS.aesKey,
    welcome: '你好',
    api_url: sim.url,
  })
  await sim.connect('http://grove.test/callback', KEYS)
  await t.drain()
  staff = [...sim.platform.world.employees.values()].map((one) => one.userid)
  chats = [...sim.platform.world.groups.keys()]
})
afterEach(async () => {
  await ws.ctx.db.exec(sql`update channel_account set state = 'off' where workspace_id = ${ws.id}`)
  await sim.close()
})

type Json = Record<string, unknown>
async function call(method: string, path: string, body?: object, headers: Record<string, string> = head) {
  const answer = await world.t.http.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, body: (await answer.json()) as Json }
}
const draft = { name: '包裹卡', source: '包裹卡', tags: ['新客'], welcome: '谢谢下单' }
async function make(kind: 'person' | 'group', more: object): Promise<number> {
  const { status, body } = await call('POST', '/api/codes', { ...draft, accountId: account, kind, ...more })
  expect([status, body['code']]).toEqual([200, undefined])
  await world.t.drain()
  return Number(body['id'])
}
const see = async (id: number) => (await call('GET', `/api/codes/${id}`)).body
const later = async (time: { minutes?: number; hours?: number }) => {
  world.t.clock.advance(time)
  await sim.outbox.pump()
  await world.t.drain()
}
const ownPicture = /^\/api\/codes\/\d+\/picture\?of=[0-9a-f]{12}$/
const contactWay = () => [...sim.platform.world.contactWays.values()][0]
const joinWay = () => [...sim.platform.world.joinWays.values()][0]
const scanAs = async (name: string, configId: string) => {
  const { customerId } = sim.admin.stranger(name)
  sim.customer(customerId).scan(configId)
  // A welcome code is good for twenty seconds.
  await sim.outbox.pump()
  await world.t.drain()
  await later({ minutes: 1 })
  return customerId
}
const memberOf = (externalId: string) =>
  ws.ctx.db.maybe<{ source: string | null; tags: string | null; events: number }>(sql`
    select m.source, (select string_agg(g.name, ',') from member_tag x join tag g on g.workspace_id = x.workspace_id and g.id = x.tag_id
        where x.workspace_id = m.workspace_id and x.member_id = m.id) as tags,
      (select count(*)::int from event e where e.workspace_id = m.workspace_id and e.member_id = m.id and e.kind = 'code.joined') as events
    from member_identity i join member m on m.workspace_id = i.workspace_id and m.id = i.member_id
    where i.workspace_id = ${ws.id} and i.channel = 'wecom' and i.external_id = ${externalId}`)
const tasks = () =>
  ws.ctx.db.rows<{ key: string }>(sql`
    select title ->> 'key' as key from task where workspace_id = ${ws.id} and state = 'open' and title ->> 'key' like 'code.%' order by id`)

describe('every endpoint of codes', () => {
  it('refuses strangers, who may not, and other workspaces', async () => {
    const id = await make('person', { duty: { people: [staff[0]] } })
    const viewer = await ws.session('viewer')
    const other = await (await world.t.workspace()).session('head')
    const filled = { ...draft, duty: { people: [staff[0]] } }
    const bodyOf = (route: { method: string; path: string }) =>
      route.method === 'GET' ? undefined : route.path === '/api/codes' ? { ...filled, accountId: account, kind: 'person' } : filled
    for (const { route } of code.api) {
      const path = route.path.replace(':id', String(id))
      const body = bodyOf(route)
      expect((await call(route.method, path, body, {})).status, path).toBe(401)
      if (route.method !== 'GET') expect((await call(route.method, path, body, viewer)).status, path).toBe(403)
      if (route.path.includes(':id') || route.method !== 'GET') expect((await call(route.method, path, body, other)).status, path).toBe(404)
    }
    expect((await call('GET', '/api/codes', undefined, other)).body['items']).toEqual([])
    expect((await call('GET', `/api/code-figures?id=${id}`, undefined, other)).status).toBe(404)
  })

  it('refuses a code that leads nowhere, or to somebody unknown', async () => {
    const ask = async (kind: string, more: object) =>
      (await call('POST', '/api/codes', { ...draft, accountId: account, kind, ...more })).body['code']
    expect(await ask('person', {})).toBe('code.nobody')
    expect(await ask('person', { duty: { people: ['nobody-here'] } })).toBe('code.target_unknown')
    expect(await ask('group', {})).toBe('code.no_group')
    expect(await ask('group', { rooms: { groups: ['wrNone'] } })).toBe('code.target_unknown')
  })
})

describe('a channel code', () => {
  it('is made with its picture, and says where people come from: source, tags, greeting, figures', async () => {
    const id = await make('person', { duty: { people: staff.slice(0, 2) } })
    const way = contactWay()
    expect(await see(id)).toMatchObject({ state: 'live', pictureUrl: expect.stringMatching(ownPicture) as string, fault: null })
    expect([...(way?.users ?? [])].sort()).toEqual(staff.slice(0, 2).toSorted())
    const customer = await scanAs('扫码的人', way?.configId ?? '')
    expect(await memberOf(customer)).toEqual({ source: '包裹卡', tags: '新客', events: 1 })
    const said = [...sim.platform.world.talks.values()].flat().filter((talk) => talk.text === '谢谢下单')
    expect(said).toHaveLength(1)
    await later({ hours: 7 })
    expect(await see(id)).toMatchObject({ joins: 1, today: 1 })
    const found = async (text: string) => (await call('GET', `/api/codes?text=${encodeURIComponent(text)}`)).body['items']
    expect([await found('_'), await found('包裹')]).toMatchObject([[], [{ id }]])
    expect((await call('GET', '/api/code-figures')).body['sources']).toEqual([{ source: '包裹卡', joins: 1, codes: 1 }])
    expect((await call('GET', `/api/codes/${id}/joins`)).body['items']).toMatchObject([
      { externalId: customer, member: { name: '扫码的人' } },
    ])
  })

  it('changes its people with the shift, when somebody has had enough, and when somebody leaves', async () => {
    const [ann = '', bob = '', zoe = ''] = staff
    await make('person', {
      duty: { shifts: [{ weekdays: [5], from: '09:00', to: '18:00', people: [ann] }], people: [bob], backup: [zoe], perDay: 1 },
    })
    expect(contactWay()?.users).toEqual([ann])
    await scanAs('第一位', contactWay()?.configId ?? '')
    expect(contactWay()?.users).toEqual([zoe])
    world.t.clock.set('2026-11-27T10:00:00Z')
    await later({})
    expect(contactWay()?.users).toEqual([bob])
    sim.admin.resign(bob)
    await later({ hours: 2 })
    expect(contactWay()?.users).toEqual([zoe])
  })

  it('keeps every field of the platform that is none of ours when it is changed', async () => {
    const id = await make('person', { duty: { people: [staff[0]] } })
    const way = contactWay()
    Object.assign(way ?? {}, { style: 3, conclusions: { text: { content: '下次见' } } })
    await call('POST', `/api/codes/${id}`, { ...draft, name: '包裹卡二', duty: { people: [staff[1]] } })
    await world.t.drain()
    expect(contactWay()).toMatchObject({
      configId: way?.configId,
      state: way?.state,
      remark: '包裹卡二',
      users: [staff[1]],
      style: 3,
      conclusions: { text: { content: '下次见' } },
    })
    // Its page says who is planned by name, and names nobody else.
    expect(Object.keys((await see(id))['names'] ?? {})).toEqual([staff[1]])
  })

  it('is put right when somebody changed it on the platform, and shows that', async () => {
    const id = await make('person', { duty: { people: [staff[0]] } })
    Object.assign(contactWay() ?? {}, { users: [staff[2]], skipVerify: false })
    await later({ hours: 1 })
    expect(contactWay()).toMatchObject({ users: [staff[0]], skipVerify: true })
    expect(await see(id)).toMatchObject({ drift: ['targets', 'open'] })
    await later({ hours: 1 })
    expect(await see(id)).toMatchObject({ drift: [] })
    const { pictureUrl: before } = await see(id)
    sim.platform.world.contactWays.clear()
    await call('POST', `/api/codes/${id}/check`, {})
    await world.t.drain()
    expect(sim.platform.world.contactWays.size).toBe(1)
    expect(await see(id)).toMatchObject({ state: 'live', pictureUrl: expect.stringMatching(ownPicture) as string })
    expect((await see(id))['pictureUrl']).not.toBe(before)
  })

  it('is made once though the answer was lost, and taken away when it ends', async () => {
    sim.setFaults({ ...noFaults, paths: ['add_contact_way'], onceOnly: [], lost: 1 })
    const id = await make('person', { duty: { people: [staff[0]] } })
    expect(await see(id)).toMatchObject({ state: 'making', pictureUrl: null })
    sim.setFaults({ ...noFaults, paths: [], onceOnly: [] })
    await later({ minutes: 5 })
    expect(await see(id)).toMatchObject({ state: 'live', fault: null })
    expect(sim.platform.world.contactWays.size).toBe(1)
    expect((await call('POST', `/api/codes/${id}/end`, {})).status).toBe(200)
    await world.t.drain()
    expect(sim.platform.world.contactWays.size).toBe(0)
    expect((await call('POST', `/api/codes/${id}`, { ...draft, duty: { people: [staff[0]] } })).body['code']).toBe('code.ended')
  })
})

describe('the picture of a code', () => {
  const pictureAt = async (path: unknown) => {
    const answer = await world.t.http.request(String(path), { headers: head })
    return { type: answer.headers.get('content-type'), bytes: new Uint8Array(await answer.arrayBuffer()) }
  }

  it('is not there before the platform has made the code', async () => {
    sim.setFaults({ ...noFaults, paths: ['add_contact_way'], onceOnly: [], fail: 1 })
    const id = await make('person', { duty: { people: [staff[0]] } })
    expect((await call('GET', `/api/codes/${id}/picture`)).body['code']).toBe('code.not_found')
    expect(await see(id)).toMatchObject({ pictureUrl: null })
  })

  it('is kept by us as the platform drew it, whatever the platform answers later', async () => {
    const id = await make('group', { rooms: { groups: chats.slice(0, 1) } })
    const { pictureUrl } = await see(id)
    const picture = await pictureAt(pictureUrl)
    expect([picture.type, Buffer.from(picture.bytes.slice(1, 4)).toString()]).toEqual(['image/png', 'PNG'])
    const drawn = await (await fetch(`${sim.url}${joinWay()?.qrCode}`)).arrayBuffer()
    const dots = (bytes: ArrayBuffer | Uint8Array) => sharp(bytes).greyscale().raw().toBuffer()
    expect(await dots(picture.bytes)).toEqual(await dots(drawn))
  })

  it('is shown at the platform’s address while it does not come, and asked for again', async () => {
    const id = await make('person', { duty: { people: [staff[0]] } })
    const way = contactWay()
    const [right, wrong] = [way?.qrCode ?? '', '/wwpic/moved/0']
    await ws.ctx.db.exec(sql`update code set picture_of = null, picture = null where workspace_id = ${ws.id} and id = ${id}`)
    sim.platform.pictures = () => `${sim.url}${wrong}?`
    await call('POST', `/api/codes/${id}/check`, {})
    await world.t.drain()
    expect(await see(id)).toMatchObject({ pictureUrl: `${sim.url}${wrong}?${right}`, fault: null })
    sim.platform.pictures = () => sim.url
    await later({ minutes: 11 })
    expect(await see(id)).toMatchObject({ pictureUrl: expect.stringMatching(ownPicture) as string })
  })
})

describe('a group code', () => {
  const fill = (chat: string) =>
    ws.ctx.db.exec(sql`
      insert into wecom_group_member (workspace_id, account_id, chat_id, userid, kind)
      select ${ws.id}, ${account}, ${chat}, 'wmFull' || n, 2 from generate_series(1, 200) as n`)

  it('leads to five of more groups, and to the next when one is full', async () => {
    const id = await make('group', { rooms: { groups: chats, autoCreate: false, warnSeats: 0 } })
    expect(joinWay()).toMatchObject({ chatIds: chats.slice(0, 5), autoCreate: false })
    await fill(chats[0] ?? '')
    await later({ hours: 1 })
    expect(joinWay()?.chatIds).toEqual(chats.slice(1, 6))
    expect((await see(id))['seats']).toBeGreaterThan(900)
  })

  it('asks for more groups when few seats are left, and no longer when they are there', async () => {
    const id = await make('group', { rooms: { groups: chats.slice(0, 1), warnSeats: 50 } })
    expect(await tasks()).toEqual([])
    await fill(chats[0] ?? '')
    await later({ hours: 1 })
    expect(await tasks()).toEqual([{ key: 'code.task.full' }])
    await call('POST', `/api/codes/${id}`, { ...draft, rooms: { groups: chats.slice(0, 2), warnSeats: 50 } })
    await world.t.drain()
    await later({ hours: 1 })
    expect(joinWay()?.chatIds).toEqual([chats[1]])
    expect(await tasks()).toEqual([{ key: 'code.task.full' }])
  })

  it('knows who came into which group, and takes over groups the platform made', async () => {
    const [chat = ''] = chats
    await groupCommunity(ws.ctx, account, chat)
    const id = await make('group', { rooms: { groups: [chat], autoCreate: true, baseName: '露营群', warnSeats: 0 } })
    const came = await scanAs('进群的人', joinWay()?.configId ?? '')
    await later({ minutes: 1 })
    expect(await memberOf(came)).toEqual({ source: '包裹卡', tags: '新客', events: 1 })
    sim.platform.world.corp.scanLimit = 1
    await scanAs('晚来的人', joinWay()?.configId ?? '')
    const made = joinWay()?.chatIds.at(-1) ?? ''
    expect(made).not.toBe(chat)
    await later({ hours: 1 })
    const shown = await see(id)
    expect((shown['draft'] as { rooms: { groups: string[] } }).rooms.groups).toEqual([chat, made])
    expect(shown).toMatchObject({ joins: 2, drift: [] })
    await later({ hours: 1 })
    expect(joinWay()).toMatchObject({ chatIds: [chat, made], autoCreate: true, baseName: '露营群', baseId: 2 })
  })
})
