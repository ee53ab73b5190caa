import { analytics } from '@grove/analytics/server'
import { form } from '@grove/form/server'
import { playbook, startRun } from '@grove/playbook/server'
import { product } from '@grove/product/server'
import { segment } from '@grove/segment/server'
import { standing } from '@grove/standing/server'
import { sync } from '@grove/sync/server'
import type { TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, wecomWorld } from '../fixture/wecom-world.ts'
import { addRefreshes } from './refresh-store.ts'

/** 10:00 of a Monday in Shanghai. */
const NOW = '2026-11-23T02:00:00Z'
const HOUR = 3600
const YEAR = 365 * 24 * HOUR
let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let accountId: number
let head: Record<string, string>

beforeAll(async () => {
  world = await wecomWorld(form, product, segment, standing, playbook, analytics, sync)
})
afterAll(() => world.close())
beforeEach(async () => {
  const { platform, t } = world
  t.clock.set(NOW)
  platform.groups.clear()
  platform.customers.clear()
  platform.addGroup('wr1', 'zhangsan', ['zhangsan'], '露营一群')
  joins({ wmOld: YEAR, wmFresh: HOUR })
  ws = await t.workspace()
  head = await ws.session('head')
  accountId = await connect(ws.ctx, platform.settings)
  await t.drain()
})

/** People who joined so many seconds ago, as the platform shows them from now on. */
function joins(people: Readonly<Record<string, number>>) {
  const group = world.platform.groups.get('wr1')
  const now = Math.floor(world.t.clock.now().getTime() / 1000)
  for (const [userid, ago] of Object.entries(people)) group?.member_list.push({ userid, type: 2, join_time: now - ago, name: userid })
}
async function call(method: string, path: string, body?: object) {
  const answer = await world.t.http.request(path, { method, headers: head, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
async function adopt(): Promise<number> {
  const { body } = await call('POST', `/api/sync/${accountId}/adopt`, { externalIds: ['wr1'], type: 'newcomer' })
  await world.t.drain()
  return (body['communityIds'] as number[])[0] ?? 0
}
const look = async () => {
  await addRefreshes(ws.ctx, [{ accountId, kind: 'group', key: 'wr1', want: null }])
  world.t.clock.advance({ seconds: 3 })
  await world.t.drain()
}
const memberships = async () =>
  Object.fromEntries(
    (
      await ws.ctx.db.rows<{ name: string; at: Date }>(sql`
        select m.display_name as name, ms.joined_at as at from membership ms
        join member m on m.workspace_id = ms.workspace_id and m.id = ms.member_id
        where ms.workspace_id = ${ws.id} and ms.state = 'active' order by 1`)
    ).map((row) => [row.name, row.at.toISOString()]),
  )
const told = (kind: string) =>
  ws.ctx.db.rows<{ name: string; at: string; earlier: boolean }>(sql`
    select m.display_name as name, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as at, coalesce((e.data ->> 'earlier')::boolean, false) as earlier
    from event e join member m on m.workspace_id = e.workspace_id and m.id = e.member_id
    where e.workspace_id = ${ws.id} and e.kind = ${kind} order by m.display_name, e.id`)

async function greet(communityId: number): Promise<void> {
  const acts = (tag: string) => ({ kind: 'tag', tag })
  const text = JSON.stringify({
    grove: 1,
    key: 'greet',
    title: '迎新',
    communityTypes: ['newcomer'],
    steps: [
      { id: 'heard', title: '入群', track: 'member', when: { on: 'joined' }, do: acts('heard') },
      { id: 'soon', title: '十分钟后', track: 'member', when: { afterJoin: '10m' }, do: acts('soon') },
      { id: 'day2', title: '次日', track: 'member', when: { joinDay: 2, at: '09:00' }, do: acts('day2') },
      { id: 'day370', title: '周年', track: 'member', when: { joinDay: 370, at: '09:00' }, do: acts('day370') },
    ],
  })
  const { body } = await call('POST', '/api/playbooks', { text })
  expect((await call('POST', `/api/playbooks/${String(body['id'])}/publish`, {})).status).toBe(200)
  await startRun(ws.ctx, { playbookId: Number(body['id']), communityId, startDay: '2026-11-23', params: {}, confirm: true })
  await world.t.drain()
}
const reached = async () => {
  const rows = await ws.ctx.db.rows<{ tag: string; name: string }>(sql`
    select t.name as tag, m.display_name as name from member_tag mt
    join tag t on t.workspace_id = mt.workspace_id and t.id = mt.tag_id
    join member m on m.workspace_id = mt.workspace_id and m.id = mt.member_id
    where mt.workspace_id = ${ws.id} order by 2, 1`)
  return rows.map(({ name, tag }) => `${name}: ${tag}`)
}
const days = async (id: number, from: string, to: string) =>
  ((await call('GET', `/api/communities/${id}/figures?from=${from}&to=${to}`)).body['days'] as { day: string; joined: number }[])
    .filter((one) => one.joined > 0)
    .map(({ day, joined }) => [day, joined])

describe('a group that is adopted', () => {
  it('dates everybody by the platform, on the screen, in segments, and in the log', async () => {
    const id = await adopt()
    expect(await memberships()).toEqual({ wmFresh: '2026-11-23T01:00:00.000Z', wmOld: '2025-11-23T02:00:00.000Z' })
    expect(await told('community.member_joined')).toEqual([
      { name: 'wmFresh', at: '2026-11-23T01:00', earlier: false },
      { name: 'wmOld', at: '2025-11-23T02:00', earlier: true },
    ])
    const { body } = await call('GET', `/api/communities/${id}/members`)
    expect((body['items'] as { displayName: string; joinedAt: string }[]).map((one) => [one.displayName, one.joinedAt])).toEqual([
      ['wmFresh', '2026-11-23T01:00:00.000Z'],
      ['wmOld', '2025-11-23T02:00:00.000Z'],
    ])
    const within = async (past: string) => {
      const condition = { kind: 'membership', state: 'active', past }
      return (await call('POST', '/api/segments/preview', { condition })).body
    }
    expect(await within('7d')).toMatchObject({ total: { count: 1 } })
    expect(await within('400d')).toMatchObject({ total: { count: 2 } })
  })

  it('lets no figure of the day jump: who joined a year ago stands at that day, and is not called active', async () => {
    const id = await adopt()
    expect(await days(id, '2026-11-01', '2026-11-24')).toEqual([['2026-11-23', 1]])
    expect(await days(id, '2025-11-01', '2025-12-01')).toEqual([['2025-11-23', 1]])
    expect(await told('member.first_active')).toMatchObject([{ name: 'wmFresh' }])
    const flows = await ws.ctx.db.rows<{ period: string; n: number }>(sql`
      select period::text, n from rate_cell where workspace_id = ${ws.id} and community_id = ${id} and dim = 'all' and grain = 'day' and flow = 'new'
      order by period`)
    expect(flows).toEqual([
      { period: '2025-11-23', n: 1 },
      { period: '2026-11-23', n: 1 },
    ])
  })

  it('gives nobody of last year the steps of newcomers, and those of an hour ago what is still to come', async () => {
    await greet(await adopt())
    world.t.clock.set('2026-11-24T02:00:00Z')
    await world.t.drain()
    expect(await reached()).toEqual(['wmFresh: day2'])
    world.t.clock.advance({ days: 4 })
    await world.t.drain()
    expect(await reached()).toEqual(['wmFresh: day2', 'wmOld: day370'])
  })

  it('is refused a second time, and a comparison that runs meanwhile changes nothing', async () => {
    const before = [await adopt(), await memberships()]
    expect((await call('POST', `/api/sync/${accountId}/adopt`, { externalIds: ['wr1'], type: 'newcomer' })).body).toMatchObject({
      code: 'sync.group_taken',
    })
    await Promise.all([call('POST', `/api/sync/${accountId}/start`, {}), look()])
    await look()
    expect([before[0], await memberships()]).toEqual(before)
    expect(await told('community.member_joined')).toHaveLength(2)
    expect(await told('community.member_changed')).toEqual([])
  })

  it('gives one of two who adopt it at once, with everybody in it once', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => call('POST', `/api/sync/${accountId}/adopt`, { externalIds: ['wr1'], type: 'newcomer' })),
    )
    await world.t.drain()
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
    expect(await told('community.member_joined')).toHaveLength(2)
  })
})

describe('people whose callback was lost', () => {
  it('are greeted when they came yesterday, and only dated when they had been there for long', async () => {
    const id = await adopt()
    world.t.clock.set('2026-11-20T00:00:00Z')
    await greet(id)
    world.t.clock.set(NOW)
    await world.t.drain()
    joins({ wmYesterday: 30 * HOUR, wmLong: 60 * HOUR })
    await look()
    expect((await reached()).filter((one) => /Yesterday|Long/.test(one))).toEqual([
      'wmYesterday: day2',
      'wmYesterday: heard',
      'wmYesterday: soon',
    ])
    expect(await told('community.member_joined')).toMatchObject([
      { name: 'wmFresh' },
      { name: 'wmLong', at: '2026-11-20T14:00', earlier: true },
      { name: 'wmOld' },
      { name: 'wmYesterday', at: '2026-11-21T20:00', earlier: false },
    ])
    expect(await days(id, '2026-11-20', '2026-11-23')).toEqual([
      ['2026-11-20', 1],
      ['2026-11-22', 1],
      ['2026-11-23', 1],
    ])
  })

  it('hear as before when they really join', async () => {
    const id = await adopt()
    await greet(id)
    world.t.clock.advance({ hours: 1 })
    joins({ wmNow: 1 })
    await look()
    world.t.clock.advance({ minutes: 10 })
    await world.t.drain()
    expect((await reached()).filter((one) => one.startsWith('wmNow'))).toEqual(['wmNow: heard', 'wmNow: soon'])
  })
})

describe('memberships dated by an earlier adoption', () => {
  it('get the day of the platform at the next look; those put in by hand keep theirs', async () => {
    await adopt()
    await ws.ctx.db.exec(sql`update membership set joined_at = ${world.t.clock.now()} where workspace_id = ${ws.id}`)
    await ws.ctx.db.exec(sql`
      update membership ms set scene = 'staff' from member m
      where ms.workspace_id = ${ws.id} and m.workspace_id = ${ws.id} and m.id = ms.member_id and m.display_name = 'wmFresh'`)
    await look()
    expect(await memberships()).toEqual({ wmFresh: '2026-11-23T02:00:00.000Z', wmOld: '2025-11-23T02:00:00.000Z' })
    expect(await told('community.member_changed')).toMatchObject([{ name: 'wmOld' }])
    expect(await told('community.member_joined')).toHaveLength(2)
  })
})

describe('somebody who comes back', () => {
  it('is there again for all figures, also when the platform dates them before the leaving we saw', async () => {
    const id = await adopt()
    const group = world.platform.groups.get('wr1')
    if (!group) throw new Error('no group')
    const all = group.member_list
    group.member_list = all.filter((one) => one.userid !== 'wmOld')
    await look()
    group.member_list = all
    await look()
    expect(await memberships()).toMatchObject({ wmOld: '2025-11-23T02:00:00.000Z' })
    expect(await told('member.came_back')).toHaveLength(1)
    const here = await ws.ctx.db.rows<{ n: number }>(sql`
      select sum(base)::int as n from rate_stock where workspace_id = ${ws.id} and dim = 'all' and community_id = any(${[0, id]}::bigint[])
      group by community_id order by community_id`)
    expect(here.map((row) => row.n)).toEqual([2, 2])
  })
})
