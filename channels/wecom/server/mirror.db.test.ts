import { eraseMember } from '@grove/member/server'
import { sync } from '@grove/sync/server'
import type { TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, step, wecomWorld, sendStates } from '../fixture/wecom-world.ts'
import { addRefreshes } from './refresh-store.ts'

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let accountId: number
let head: Record<string, string>

beforeAll(async () => {
  world = await wecomWorld(sync)
})
afterAll(() => world.close())
beforeEach(async () => {
  const { platform, t } = world
  platform.groups.clear()
  platform.customers.clear()
  platform.addCustomer('wm1', 'zhangsan', '小林')
  platform.addCustomer('wm1', 'lisi', '小林')
  platform.addCustomer('wm2', 'lisi', '阿宁')
  platform.addGroup('wr1', 'zhangsan', ['zhangsan', 'wm1', 'wm2', 'wm9'], '露营一群')
  platform.addGroup('wr2', 'lisi', ['lisi', 'wm2'], '')
  ws = await t.workspace()
  head = await ws.session('head')
  accountId = await connect(ws.ctx, platform.settings)
  await t.drain()
})

async function call(method: string, path: string, body?: object, headers = head) {
  const answer = await world.t.http.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}
const adopt = (externalIds: string[]) => call('POST', `/api/sync/${accountId}/adopt`, { externalIds, type: 'newcomer' })

const membersIn = async (communityId: number) => {
  const rows = await ws.ctx.db.rows<{ id: string }>(sql`
    select i.external_id as id from membership ms
    join member_identity i on i.workspace_id = ms.workspace_id and i.member_id = ms.member_id and i.channel = 'wecom'
    where ms.workspace_id = ${ws.id} and ms.community_id = ${communityId} and ms.state = 'active' order by 1`)
  return rows.map((row) => row.id)
}
const look = async (kind: 'customer' | 'group', key: string) => {
  await addRefreshes(ws.ctx, [{ accountId, kind, key, want: null }])
  world.t.clock.advance({ seconds: 3 })
  await world.t.drain()
}

describe('adopting groups', () => {
  it('is refused to strangers, other workspaces, unknown groups, and a second time', async () => {
    const elsewhere = await (await world.t.workspace()).session('head')
    expect((await call('POST', `/api/sync/${accountId}/adopt`, { externalIds: ['wr1'], type: 'newcomer' }, elsewhere)).body).toMatchObject({
      code: 'sync.account_not_found',
    })
    expect(
      (await call('POST', `/api/sync/${accountId}/adopt`, { externalIds: ['wr1'], type: 'newcomer' }, await ws.session('operator'))).status,
    ).toBe(403)
    expect((await adopt(['wrNone'])).body).toMatchObject({ code: 'sync.group_not_found' })
    expect((await adopt(['wr1'])).status).toBe(200)
    expect((await adopt(['wr2', 'wr1'])).body).toMatchObject({ code: 'sync.group_taken', data: { name: '露营一群' } })
  })

  it('makes active communities with everybody from outside in them, each person once', async () => {
    const { body } = await adopt(['wr1', 'wr2'])
    const [first, second] = body['communityIds'] as unknown as number[]
    expect(await membersIn(first ?? 0)).toEqual(['wm1', 'wm2', 'wm9'])
    expect(await membersIn(second ?? 0)).toEqual(['wm2'])
    const members = await ws.ctx.db.rows<{ name: string }>(
      sql`select display_name as name from member where workspace_id = ${ws.id} order by 1`,
    )
    expect(members.map((row) => row.name)).toEqual(['名wm9', '小林', '阿宁'])
    const communities = await ws.ctx.db.rows<{ name: string; state: string; channel: string; count: number }>(sql`
      select name, state, channel, member_count as count from community where workspace_id = ${ws.id} order by id`)
    expect(communities).toEqual([
      { name: '露营一群', state: 'active', channel: 'wecom', count: 3 },
      { name: 'wr2', state: 'active', channel: 'wecom', count: 1 },
    ])
  })

  it('lets a playbook step go out to them', async () => {
    const { body } = await adopt(['wr1', 'wr2'])
    await step(ws.ctx, body['communityIds'] as unknown as number[])
    await world.t.drain()
    expect(await sendStates(ws.ctx)).toEqual({ 'needs_person:confirm_by_sender': 2 })
  })
})

describe('a group that changes', () => {
  it('takes nobody for active who was there before; who comes back now is', async () => {
    const active = async () =>
      (
        await ws.ctx.db.rows<{ name: string }>(
          sql`select display_name as name from member where workspace_id = ${ws.id} and last_active_at > created_at order by 1`,
        )
      ).map((row) => row.name)
    const group = world.platform.groups.get('wr1')
    if (!group) throw new Error('no group')
    world.t.clock.advance({ minutes: 5 })
    await adopt(['wr1'])
    expect(await active()).toEqual([])
    const all = group.member_list
    group.member_list = all.filter((one) => one.userid !== 'wm2')
    await look('group', 'wr1')
    world.t.clock.advance({ minutes: 5 })
    const join_time = Math.floor(world.t.clock.now().getTime() / 1000)
    group.member_list = all.map((one) => (one.userid === 'wm2' ? { ...one, join_time } : one))
    await look('group', 'wr1')
    expect(await active()).toHaveLength(1)
  })

  it('changes its community: who joins, leaves, comes back, and all of them when it is dissolved', async () => {
    const { body } = await adopt(['wr1'])
    const [id = 0] = body['communityIds'] as unknown as number[]
    const group = world.platform.groups.get('wr1')
    if (!group) throw new Error('no group')
    const all = group.member_list
    group.member_list = all.filter((one) => one.userid !== 'wm2').concat({ userid: 'wm7', type: 2, join_time: 1, name: '新人' })
    await look('group', 'wr1')
    expect(await membersIn(id)).toEqual(['wm1', 'wm7', 'wm9'])
    group.member_list = all
    await look('group', 'wr1')
    await look('group', 'wr1')
    expect(await membersIn(id)).toEqual(['wm1', 'wm2', 'wm9'])
    world.platform.groups.delete('wr1')
    await look('group', 'wr1')
    expect(await membersIn(id)).toEqual([])
    const kinds = await ws.ctx.db.rows<{ kind: string; n: number }>(sql`
      select kind, count(*)::int as n from event where workspace_id = ${ws.id} and kind like 'community.member%' group by 1 order by 1`)
    expect(kinds).toEqual([
      { kind: 'community.member_joined', n: 5 },
      { kind: 'community.member_left', n: 5 },
    ])
  })
})

describe('somebody who was forgotten', () => {
  const people = () =>
    ws.ctx.db.rows<{ id: number; name: string; key: string }>(sql`
      select m.id, m.display_name as name, i.external_id as key from member m
      join member_identity i on i.workspace_id = m.workspace_id and i.member_id = m.id and i.channel = 'wecom'
      where m.workspace_id = ${ws.id} order by i.external_id`)
  const forget = async (key: string) => {
    const one = (await people()).find((row) => row.key === key)
    await eraseMember(ws.ctx, { id: one?.id ?? 0, confirm: one?.name ?? '' })
  }
  const keys = async () => (await people()).map((row) => row.key)
  const later = () => world.t.clock.now().getTime() / 1000 + 60
  const copied = () =>
    ws.ctx.db.rows<{ name: string }>(sql`
      select name from wecom_customer where workspace_id = ${ws.id} and external_userid = 'wm1'
      union all select name from wecom_group_member where workspace_id = ${ws.id} and userid = 'wm1'`)

  it('stays nobody, whatever the platform still shows, sends again, or others do with them', async () => {
    await adopt(['wr1'])
    await forget('wm1')
    const marks = await ws.ctx.db.rows<{ mark: string }>(sql`select mark from member_erased where workspace_id = ${ws.id}`)
    expect(marks).toHaveLength(1)
    expect(marks[0]?.mark).not.toContain('wm1')
    for (const [kind, key] of [
      ['customer', 'wm1'],
      ['group', 'wr1'],
    ] as const)
      await look(kind, key)
    expect(await keys()).toEqual(['wm2', 'wm9'])
    const follow = world.platform.customers.get('wm1')?.follow
    follow?.push({ userid: 'wangwu', createtime: later(), add_way: 202 })
    world.t.clock.advance({ minutes: 5 })
    await look('customer', 'wm1')
    expect((await call('POST', `/api/sync/${accountId}/start`, {})).body).toEqual({ started: true })
    await world.t.drain()
    expect(await keys()).toEqual(['wm2', 'wm9'])
    expect((await copied()).every((row) => row.name === '')).toBe(true)
  })

  it('is somebody new when they add one of the staff again, once, with a trace; another workspace knows nothing of it', async () => {
    await forget('wm1')
    const elsewhere = await world.t.workspace()
    await connect(elsewhere.ctx, world.platform.settings)
    await world.t.drain()
    const there = await elsewhere.ctx.db.rows(sql`
      select 1 from member_identity where workspace_id = ${elsewhere.id} and channel = 'wecom' and external_id = 'wm1'`)
    expect(there).toHaveLength(1)
    const follow = world.platform.customers.get('wm1')?.follow[0]
    if (follow) follow.createtime = later()
    world.t.clock.advance({ minutes: 5 })
    await look('customer', 'wm1')
    await look('customer', 'wm1')
    expect(await keys()).toEqual(['wm1', 'wm2'])
    const [back] = await people()
    const told = await ws.ctx.db.rows(sql`
      select data->>'returned' as back from event where workspace_id = ${ws.id} and member_id = ${back?.id} and kind = 'member.created'`)
    expect(told).toEqual([{ back: 'true' }])
    const trail = await ws.ctx.db.rows(sql`select 1 from audit where workspace_id = ${ws.id} and verb = 'member.come_back'`)
    expect(trail).toHaveLength(1)
    expect(await ws.ctx.db.rows(sql`select 1 from member_erased where workspace_id = ${ws.id} and lifted_at is null`)).toEqual([])
  })

  it('is somebody new when they join a group', async () => {
    await adopt(['wr1'])
    await forget('wm9')
    const roster = world.platform.groups.get('wr1')?.member_list.find((one) => one.userid === 'wm9')
    if (roster) roster.join_time = later()
    world.t.clock.advance({ minutes: 5 })
    await look('group', 'wr1')
    expect(await keys()).toEqual(['wm1', 'wm2', 'wm9'])
  })
})

describe('a customer’s tags', () => {
  it('are tags of the member, by name, and go when they go', async () => {
    const { platform } = world
    platform.tags.set('et9', { name: '高意向', group: '阶段' })
    await addRefreshes(ws.ctx, [{ accountId, kind: 'tags', key: '', want: null }])
    await world.t.drain()
    const follow = platform.customers.get('wm2')?.follow[0]
    if (follow) follow.tags = ['et9']
    await look('customer', 'wm2')
    const tagged = () =>
      ws.ctx.db.rows<{ id: string }>(sql`
        select i.external_id as id from member_tag mt
        join tag t on t.workspace_id = mt.workspace_id and t.id = mt.tag_id and t.name = '高意向'
        join member_identity i on i.workspace_id = mt.workspace_id and i.member_id = mt.member_id
        where mt.workspace_id = ${ws.id}`)
    expect(await tagged()).toEqual([{ id: 'wm2' }])
    if (follow) follow.tags = []
    await look('customer', 'wm2')
    expect(await tagged()).toEqual([])
  })
})

describe('the desk', () => {
  it('finds groups and colleagues by a word, whatever signs it has, and groups by whether they are communities', async () => {
    const found = async (query: string) =>
      ((await call('GET', `/api/sync/${accountId}/groups?${query}`)).body['items'] as unknown as { externalId: string }[]).map(
        (one) => one.externalId,
      )
    const all = await found('')
    const [first = ''] = all
    expect(await found('text=%25')).toEqual([])
    expect(await found(`text=${encodeURIComponent('员工zhangsan')}`)).toContain(first)
    expect(await found('state=adopted')).toEqual([])
    expect((await call('POST', `/api/sync/${accountId}/adopt`, { externalIds: [first], type: 'newcomer' })).status).toBe(200)
    expect(await found('state=adopted')).toEqual([first])
    expect(await found('state=free')).toEqual(all.slice(1))
    const people = async (text: string) => (await call('GET', `/api/sync/${accountId}/staff?text=${text}`)).body['items']
    expect(await people('nobody_')).toEqual([])
    expect(await people('zhang')).toMatchObject([{ externalId: 'zhangsan' }])
  })

  it('shows how the copy stands, starts a comparison once, and replays what was not understood', async () => {
    const { body } = await call('GET', '/api/sync')
    expect(body).toMatchObject({ items: [{ id: accountId, kind: 'wecom', run: { state: 'done' }, waiting: 0 }] })
    const groups = await call('GET', `/api/sync/${accountId}/groups?limit=1`)
    expect(groups.body).toMatchObject({ items: [{ externalId: 'wr1', owner: '员工zhangsan', members: 4, community: null }], next: 'wr1' })
    expect((await call('POST', `/api/sync/${accountId}/start`, {})).body).toEqual({ started: true })
    expect((await call('POST', `/api/sync/${accountId}/start`, {})).body).toEqual({ started: false })
    await ws.ctx.db.exec(sql`
      insert into wecom_event (workspace_id, account_id, dedupe, kind, body, received_at, trouble)
      values (${ws.id}, ${accountId}, 'x', '', '?', ${ws.ctx.clock.now()}, 'unrecognised')`)
    const inbox = await call('GET', `/api/sync/${accountId}/inbox?state=unrecognised`)
    const [entry] = inbox.body['items'] as unknown as { id: number }[]
    expect((await call('POST', `/api/sync/${accountId}/replay`, { ids: [entry?.id] })).body).toEqual({ changed: 1 })
    const trail = await ws.ctx.db.rows<{ verb: string }>(sql`
      select verb from audit where workspace_id = ${ws.id} and verb like 'sync.%' order by id`)
    expect(trail.map((row) => row.verb)).toEqual(['sync.start', 'sync.replay'])
  })
})
