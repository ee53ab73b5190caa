import { createHash } from 'node:crypto'
import { wecom } from '@grove/channel-wecom/server'
import { assignStaff, community, createCommunity } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation, linkStaffBehind } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import type { Ctx, ModuleSpec } from '@grove/kernel/server'
import { createMembers, eraseMember, member } from '@grove/member/server'
import { playbook } from '@grove/playbook/server'
import { points } from '@grove/points/server'
import { product, recordOrders } from '@grove/product/server'
import { segment } from '@grove/segment/server'
import { openTasks, task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { type Sim, startSim } from '@grove/wecom-sim'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GroupCard, MemberCard } from '../contract/index.ts'
import { sidebar } from './index.ts'

let t: TestApp
let sim: Sim
let ws: TestWorkspace
let head: Ctx
let owner: { ctx: Ctx; staffId: number }
let account: number
let communityId: number
let memberId: number

beforeAll(async () => {
  const modules: readonly ModuleSpec[] = [
    identity,
    member,
    product,
    content,
    community,
    form,
    points,
    segment,
    task,
    conversation,
    wecom,
    playbook,
    sidebar,
  ]
  t = await testApp({ modules: modules.map(({ seed: _seed, ...module }) => module) })
  sim = await startSim({ seed: 'sidebar', port: 0, clock: t.clock })
  sim.admin.hire({ userid: 'zhangsan', name: '张三' })
  sim.admin.hire({ userid: 'lisi', name: '李四' })
})
afterAll(async () => {
  await t.close()
  await sim.close()
})

const connect = async (ctx: Ctx) => {
  const settings = {
    corp_id: sim.corpId,
    agent_id: String(sim.app.agentId),
    secret: sim.app.secret,
    callback_token: 'QDG6eK',
    callback_aes_key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    api_url: sim.url,
  }
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into channel_account (workspace_id, kind, name, settings, created_at)
    values (${ctx.workspaceId}, 'wecom', '露营工厂', ${JSON.stringify(settings)}::jsonb, ${ctx.clock.now()}) returning id`)
  return id
}

beforeEach(async () => {
  ws = await t.workspace()
  head = await ws.as('head')
  const ctx = await ws.as('owner', { scope: { kind: 'own' } })
  owner = { ctx, staffId: ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0 }
  account = await connect(ws.ctx)
  await linkStaffBehind(ws.ctx, account, [{ externalId: 'zhangsan', staffId: owner.staffId }])
  communityId = (await createCommunity(head, { type: 'newcomer', name: '露营一群', channel: 'wecom', promise: '每晚八点答疑' })).id
  await assignStaff(head, { id: communityId, staffId: owner.staffId, post: 'owner' })
  memberId = (await createMembers(ws.ctx, [{ displayName: '小满', identities: [{ channel: 'wecom', externalId: 'wmXiaoman' }] }]))[0] ?? 0
  await ws.ctx.db.exec(sql`
    insert into channel_group (workspace_id, community_id, account_id, external_id) values (${ws.id}, ${communityId}, ${account}, 'wrOne')`)
})

interface Browser {
  readonly cookies: Map<string, string>
  call<T = Record<string, unknown>>(method: string, path: string, body?: object, workspace?: string): Promise<{ status: number; body: T }>
}

function browser(): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    call: async (method, path, body, workspace = ws.publicKey) => {
      const answer = await t.http.request(path, {
        method,
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'content-type': 'application/json',
          'x-grove-workspace': workspace,
          'x-grove-csrf': cookies.get('grove_csrf') ?? '',
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        cookies.set(name, decodeURIComponent(value))
      }
      return { status: answer.status, body: (await answer.json()) as never }
    },
  }
}

const door = () => `/api/m/${ws.publicKey}/side/${account}`

/** As the client does: the page asks where to go, the platform sends back a code. */
async function goThere(one: Browser): Promise<{ state: string; url: URL }> {
  const { body } = await one.call<{ url: string }>('POST', `${door()}/start`, {})
  const url = new URL(body.url)
  return { state: url.searchParams.get('state') ?? '', url }
}

async function comeIn(one: Browser, userid: string) {
  const { state } = await goThere(one)
  return one.call('POST', `${door()}/enter`, { state, code: sim.employee(userid).open().code })
}

describe('coming in', () => {
  it('asks the platform at the address of the account, and comes back to the sidebar', async () => {
    const { url } = await goThere(browser())
    expect([url.origin, url.pathname]).toEqual([sim.url, '/connect/oauth2/authorize'])
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      appid: sim.corpId,
      agentid: String(sim.app.agentId),
      redirect_uri: `http://localhost/m/${ws.publicKey}/side/${account}`,
    })
  })

  it('refuses a state made up, of another browser, of another account or grown old', async () => {
    const [mine, theirs] = [browser(), browser()]
    const { state } = await goThere(mine)
    const code = () => sim.employee('zhangsan').open().code
    const stale = { status: 403, body: { code: 'sidebar.sign_in_stale' } }
    expect(await theirs.call('POST', `${door()}/enter`, { state, code: code() })).toMatchObject(stale)
    expect(await mine.call('POST', `${door()}/enter`, { state: 'x', code: code() })).toMatchObject(stale)
    const second = await connect(ws.ctx)
    mine.cookies.set(`gside_${second}`, state)
    expect(await mine.call('POST', `/api/m/${ws.publicKey}/side/${second}/enter`, { state, code: code() })).toMatchObject(stale)
    t.clock.advance({ minutes: 11 })
    expect(await mine.call('POST', `${door()}/enter`, { state, code: code() })).toMatchObject(stale)
    expect(mine.cookies.has('grove_session')).toBe(false)
  })

  it('refuses a code made up, used before or too old, a customer, and a colleague nobody linked', async () => {
    const one = browser()
    const enter = async (code: string) => one.call('POST', `${door()}/enter`, { state: (await goThere(one)).state, code })
    const stale = { status: 403, body: { code: 'sidebar.sign_in_stale' } }
    expect(await enter('made-up')).toMatchObject(stale)
    const { code } = sim.employee('zhangsan').open()
    expect((await enter(code)).status).toBe(200)
    expect(await enter(code)).toMatchObject(stale)
    const { code: old } = sim.employee('zhangsan').open()
    t.clock.advance({ minutes: 6 })
    expect(await enter(old)).toMatchObject(stale)
    expect(await enter(sim.employee('lisi').open().code)).toMatchObject({
      status: 403,
      body: { code: 'sidebar.not_linked', data: { name: 'lisi' } },
    })
    const { customerId } = sim.admin.stranger('路人')
    expect(await enter(sim.customer(customerId).open().code)).toMatchObject({ status: 403, body: { code: 'sidebar.not_of_company' } })
  })

  it('lets in whom somebody linked, as that person, and not through another workspace', async () => {
    const one = browser()
    expect((await comeIn(one, 'zhangsan')).status).toBe(200)
    const me = await one.call<{ staff: { id: number } }>('GET', '/api/session')
    expect(me.body.staff.id).toBe(owner.staffId)
    const other = await t.workspace()
    expect(await one.call('POST', `/api/m/${other.publicKey}/side/${account}/start`, {})).toMatchObject({
      status: 404,
      body: { code: 'sidebar.account_not_found' },
    })
    expect((await one.call('GET', `/api/side/${account}/group?externalId=wrOne`, undefined, other.publicKey)).status).toBe(403)
  })

  it('lets nobody in who is out of service, nor while the account is off', async () => {
    await ws.ctx.db.exec(sql`update staff set active = false where workspace_id = ${ws.id} and id = ${owner.staffId}`)
    expect(await comeIn(browser(), 'zhangsan')).toMatchObject({ status: 403, body: { code: 'sidebar.not_linked' } })
    await ws.ctx.db.exec(sql`update channel_account set state = 'off' where workspace_id = ${ws.id}`)
    expect((await browser().call('POST', `${door()}/start`, {})).status).toBe(404)
  })
})

describe('the signature', () => {
  const ask = (one: Browser, url: string) =>
    one.call<{ corpId: string; agent: { timestamp: number; nonceStr: string; signature: string } }>(
      'GET',
      `/api/side/${account}/signature?url=${encodeURIComponent(url)}`,
    )

  it('is given to staff only, and for the sidebar alone', async () => {
    const one = browser()
    const own = `http://localhost/m/${ws.publicKey}/side/${account}`
    expect((await ask(one, own)).status).toBe(401)
    await comeIn(one, 'zhangsan')
    for (const foreign of ['http://localhost/m/x/room/1', `http://localhost/m/x/side/${account + 1}`, 'file:///m/x/side/1'])
      expect(await ask(one, foreign)).toMatchObject({ status: 422, body: { code: 'sidebar.address_foreign' } })
  })

  it('fits the ticket of the platform, which is asked for once', async () => {
    const one = browser()
    await comeIn(one, 'zhangsan')
    const url = `http://localhost/m/${ws.publicKey}/side/${account}?from=toolbar`
    const { body } = await ask(one, url)
    const { agent } = body
    const tickets = [...sim.platform.world.tickets.values()].filter((ticket) => ticket.kind === 'agent')
    const text = `jsapi_ticket=${tickets.at(-1)?.value}&noncestr=${agent.nonceStr}&timestamp=${agent.timestamp}&url=${url}`
    expect(agent.signature).toBe(createHash('sha1').update(text).digest('hex'))
    await ask(one, url)
    expect([...sim.platform.world.tickets.values()].filter((ticket) => ticket.kind === 'agent')).toHaveLength(tickets.length)
  })
})

describe('the cards', () => {
  it('show only what the reader may see', async () => {
    const other = browser()
    const sales = await ws.as('sales', { scope: { kind: 'own' } })
    await linkStaffBehind(ws.ctx, account, [{ externalId: 'lisi', staffId: sales.actor.kind === 'staff' ? sales.actor.staffId : 0 }])
    await comeIn(other, 'lisi')
    expect(await other.call('GET', `/api/side/${account}/group?externalId=wrOne`)).toMatchObject({
      status: 404,
      body: { code: 'sidebar.group_not_found' },
    })
    expect(await other.call('GET', `/api/side/${account}/member?externalId=wmXiaoman`)).toMatchObject({
      status: 404,
      body: { code: 'sidebar.member_not_found' },
    })
    expect((await browser().call('GET', `/api/side/${account}/group?externalId=wrOne`)).status).toBe(401)
    const viewer = await ws.session('viewer')
    const answer = await t.http.request(`/api/side/${account}/group?externalId=wrOne`, { headers: viewer })
    expect(answer.status).toBe(403)
  })

  it('say what is to be done in the group, what waits for a press of send first', async () => {
    await openTasks(ws.ctx, [
      { source: 'system', kind: 'do', title: { text: '回访' }, assignee: { staffId: owner.staffId }, communityId, dueAt: t.clock.now() },
      {
        source: 'system',
        kind: 'confirm',
        stepId: 2,
        title: { text: '确认早安' },
        assignee: { post: 'owner' },
        communityId,
        dueAt: t.clock.now(),
      },
    ])
    const one = browser()
    await comeIn(one, 'zhangsan')
    const { body } = await one.call<GroupCard>('GET', `/api/side/${account}/group?externalId=wrOne`)
    expect(body).toMatchObject({ community: { name: '露营一群', promise: '每晚八点答疑' }, next: [] })
    expect(body.tasks.map((one) => one.title)).toEqual([{ text: '确认早安' }, { text: '回访' }])
    const done = await one.call('POST', '/api/tasks/complete', { ids: [body.tasks[1]?.id], outcome: 'done' })
    expect(done.status).toBe(200)
    expect((await one.call<GroupCard>('GET', `/api/side/${account}/group?externalId=wrOne`)).body.tasks).toHaveLength(1)
  })

  it('say of a customer who was erased under which number they may be taken up again', async () => {
    await eraseMember(ws.ctx, { id: memberId, confirm: '小满' })
    const one = browser()
    await comeIn(one, 'zhangsan')
    expect(await one.call('GET', `/api/side/${account}/member?externalId=wmXiaoman`)).toMatchObject({
      status: 404,
      body: { code: 'sidebar.member_erased', data: { externalId: 'wmXiaoman' } },
    })
    expect(await one.call('GET', `/api/side/${account}/member?externalId=wmNobody`)).toMatchObject({
      body: { code: 'sidebar.member_not_found' },
    })
  })

  it('show the customer: stage, orders, points and what the group was promised', async () => {
    await ws.ctx.db.exec(sql`update community set state = 'active' where workspace_id = ${ws.id} and id = ${communityId}`)
    await ws.ctx.db.exec(sql`
      insert into membership (workspace_id, community_id, member_id, state, role, counted, joined_at, scene)
      values (${ws.id}, ${communityId}, ${memberId}, 'active', 'member', true, ${t.clock.now()}, 'channel')`)
    await recordOrders(head, {
      orders: [
        {
          shop: 'main',
          number: 'A1',
          memberId,
          amount: 12_900,
          currency: 'CNY',
          product: '帐篷',
          productLine: null,
          source: null,
          paidAt: t.clock.now(),
          communityId: null,
          runId: null,
          step: null,
        },
      ],
      makeMembers: false,
    })
    const one = browser()
    await comeIn(one, 'zhangsan')
    const { body } = await one.call<MemberCard>('GET', `/api/side/${account}/member?externalId=wmXiaoman`)
    expect(body).toMatchObject({
      member: { id: memberId, displayName: '小满' },
      points: 0,
      orders: [{ product: '帐篷', amount: 12_900 }],
      communities: [{ name: '露营一群', promise: '每晚八点答疑' }],
    })
  })
})

describe('scripts', () => {
  it('are written by those who may, found by words and place, and leave a trace', async () => {
    const save = (headers: Record<string, string>, body: object) =>
      Promise.resolve(t.http.request('/api/scripts', { method: 'POST', headers, body: JSON.stringify(body) }))
    const [boss, seller] = [await ws.session('head'), await ws.session('sales')]
    const words = { title: '欢迎', text: '{name}你好，欢迎来到{group}', place: 'group' }
    expect((await save(seller, words)).status).toBe(403)
    expect((await save(boss, { ...words, title: '' })).status).toBe(422)
    const { id } = (await (await save(boss, words)).json()) as { id: number }
    await save(boss, { title: '价格', text: '套餐一共三档', place: 'member' })
    await save(boss, { ...words, id, text: '{name}，欢迎' })
    const list = async (query: string) => {
      const answer = await t.http.request(`/api/scripts?${query}`, { headers: seller })
      return ((await answer.json()) as { items: { title: string; text: string }[] }).items.map((one) => one.text)
    }
    expect(await list('place=group')).toEqual(['{name}，欢迎'])
    expect(await list(`text=${encodeURIComponent('三档')}`)).toEqual(['套餐一共三档'])
    const other = await (await t.workspace()).session('head')
    expect((await t.http.request(`/api/scripts/${id}`, { method: 'DELETE', headers: other })).status).toBe(404)
    expect((await t.http.request(`/api/scripts/${id}`, { method: 'DELETE', headers: boss })).status).toBe(200)
    const verbs = await ws.ctx.db.rows<{ verb: string }>(sql`
      select verb from audit where workspace_id = ${ws.id} and verb like 'script.%' order by id`)
    expect(verbs.map((row) => row.verb)).toEqual(['script.create', 'script.create', 'script.update', 'script.delete'])
  })
})
