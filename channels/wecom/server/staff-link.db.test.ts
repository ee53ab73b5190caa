import { sync } from '@grove/sync/server'
import type { TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, groupCommunity, step, wecomWorld } from '../fixture/wecom-world.ts'
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
  for (const n of [1, 2, 3]) platform.addGroup(`wr${n}`, n < 3 ? 'zhangsan' : 'lisi', ['zhangsan', 'wm1'], `露营${n}群`)
  ws = await t.workspace()
  head = await ws.session('head')
  accountId = await connect(ws.ctx, platform.settings)
  await t.drain()
})

async function call(method: string, path: string, body?: object, headers = head) {
  const answer = await world.t.http.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}
const link = (externalId: string, staffId: number | null, headers = head) =>
  call('PUT', `/api/sync/${accountId}/staff`, { externalId, staffId }, headers)

async function staffNamed(name: string, role: 'owner' | 'head' = 'owner'): Promise<number> {
  const ctx = await ws.as(role)
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0
  await ws.ctx.db.exec(sql`update staff set display_name = ${name} where workspace_id = ${ws.id} and id = ${staffId}`)
  return staffId
}
const linked = async () => {
  const { body } = await call('GET', `/api/sync/${accountId}/staff`)
  const items = body['items'] as unknown as { externalId: string; people: number; groups: number; staff: { name: string } | null }[]
  return items.map((one) => [one.externalId, one.people, one.groups, one.staff?.name ?? null])
}

describe('whose member a customer is', () => {
  const ownersOf = async (...ids: readonly string[]) => {
    const rows = await ws.ctx.db.rows<{ owner: number | null }>(sql`
      select m.owner_staff_id as owner from member m
      join member_identity i on i.workspace_id = m.workspace_id and i.member_id = m.id and i.channel = 'wecom'
      where m.workspace_id = ${ws.id} and i.external_id = any(${[...ids]}::text[]) order by i.external_id`)
    return rows.map((row) => row.owner)
  }
  const addedBy = (id: string, userid: string, since: number) =>
    world.platform.customers.get(id)?.follow.push({ ...follow(id), userid, createtime: since })
  const follow = (id: string) => {
    const [first] = world.platform.customers.get(id)?.follow ?? []
    if (!first) throw new Error(`nobody has ${id}`)
    return first
  }
  const look = async (...ids: readonly string[]) => {
    await addRefreshes(
      ws.ctx,
      ids.map((key) => ({ accountId, kind: 'customer' as const, key, want: null })),
    )
    world.t.clock.advance({ seconds: 5 })
    await world.t.drain()
  }

  it('is nobody’s while we know none of those who have them', async () => {
    expect(await ownersOf('wm1')).toEqual([null])
  })

  it('is that of whoever had them first, as far as we know them; somebody new has one at once', async () => {
    const [zhang, li] = [await staffNamed('张三'), await staffNamed('李四')]
    await link('zhangsan', zhang)
    await link('lisi', li)
    world.platform.addCustomer('wm2', 'zhangsan', '阿宁')
    addedBy('wm2', 'lisi', follow('wm2').createtime - 60)
    world.platform.addCustomer('wm3', 'wangwu', '小陈')
    addedBy('wm3', 'zhangsan', follow('wm3').createtime + 60)
    await look('wm1', 'wm2', 'wm3')
    expect(await ownersOf('wm1', 'wm2', 'wm3')).toEqual([zhang, li, zhang])
  })

  it('stays with whom somebody gave them to, seen again or not', async () => {
    const [zhang, other] = [await staffNamed('张三'), await staffNamed('王五')]
    await ws.ctx.db.exec(sql`update member set owner_staff_id = ${other} where workspace_id = ${ws.id}`)
    await link('zhangsan', zhang)
    await look('wm1')
    await look('wm1')
    expect(await ownersOf('wm1')).toEqual([other])
  })
})

describe('who somebody on the platform is here', () => {
  it('is said by whoever leads, of people and staff that are there', async () => {
    const owner = await staffNamed('张三')
    expect((await link('zhangsan', owner, await ws.session('operator'))).status).toBe(403)
    expect((await link('zhangsan', owner, await (await world.t.workspace()).session('head'))).body).toMatchObject({
      code: 'sync.account_not_found',
    })
    expect((await link('nobody', owner)).body).toMatchObject({ code: 'sync.person_not_found' })
    expect((await link('zhangsan', 999_999)).body).toMatchObject({ code: 'sync.staff_not_found' })
    expect((await link('zhangsan', owner)).body).toEqual({ linked: true })
    expect(await linked()).toEqual([
      ['lisi', 0, 1, null],
      ['zhangsan', 1, 2, '张三'],
    ])
    await link('lisi', owner)
    expect((await linked()).map((row) => row[3])).toEqual(['张三', null])
    expect((await link('lisi', null)).body).toEqual({ linked: false })
    expect((await linked()).map((row) => row[3])).toEqual([null, null])
  })

  it('gives nobody more rights than they have who says it', async () => {
    const boss = await staffNamed('老板', 'head')
    await world.t.system.db.exec(sql`
      insert into right_override (workspace_id, role, right_name, granted) values (${ws.id}, 'operator', 'sync.manage', true)`)
    expect((await link('zhangsan', boss, await ws.session('operator'))).body).toMatchObject({ code: 'identity.head_only' })
  })

  it('is found by the name, where the name is one person only', async () => {
    await staffNamed('员工zhangsan')
    await staffNamed('员工lisi')
    await staffNamed('员工lisi')
    expect((await call('POST', `/api/sync/${accountId}/staff/match`, {})).body).toEqual({ linked: 1 })
    expect((await linked()).map((row) => row[3])).toEqual([null, '员工zhangsan'])
    expect((await call('POST', `/api/sync/${accountId}/staff/match`, {})).body).toEqual({ linked: 0 })
  })
})

describe('what follows from it', () => {
  it('gives the mass send to confirm to them, by name', async () => {
    const owner = await staffNamed('张三')
    await link('zhangsan', owner)
    await step(ws.ctx, [await groupCommunity(ws.ctx, accountId, 'wr1')])
    await world.t.drain()
    const tasks = await ws.ctx.db.rows<{ staffId: number; sender: string }>(sql`
      select assignee_staff_id as "staffId", title -> 'params' ->> 'sender' as sender from task where workspace_id = ${ws.id}`)
    expect(tasks).toEqual([{ staffId: owner, sender: '张三' }])
  })

  it('makes them owner of the communities of their groups, all free groups at once', async () => {
    const owner = await staffNamed('张三')
    await link('zhangsan', owner)
    await call('POST', `/api/sync/${accountId}/adopt`, { externalIds: ['wr1'], type: 'newcomer' })
    expect((await call('POST', `/api/sync/${accountId}/adopt`, { type: 'newcomer' })).body).toMatchObject({
      communityIds: [expect.any(Number), expect.any(Number)],
      left: false,
    })
    const owners = await ws.ctx.db.rows<{ name: string; mine: boolean }>(sql`
      select c.name, bool_or(s.staff_id = ${owner}) as mine from community c
      join community_staff s on s.workspace_id = c.workspace_id and s.community_id = c.id and s.post = 'owner'
      where c.workspace_id = ${ws.id} group by c.name order by c.name`)
    expect(owners).toEqual([
      { name: '露营1群', mine: true },
      { name: '露营2群', mine: true },
      { name: '露营3群', mine: false },
    ])
    expect((await call('POST', `/api/sync/${accountId}/adopt`, { type: 'newcomer' })).body).toEqual({ communityIds: [], left: false })
  })

  it('makes them owner of communities that were adopted before, in place of who only adopted them, not of who was chosen since', async () => {
    const adopted = await call('POST', `/api/sync/${accountId}/adopt`, { type: 'newcomer' })
    const [first = 0] = adopted.body['communityIds'] as unknown as number[]
    world.t.clock.advance({ minutes: 1 })
    const chosen = await staffNamed('王五')
    expect((await call('POST', `/api/communities/${first}/staff`, { staffId: chosen, post: 'owner' })).status).toBe(200)
    const other = await world.t.workspace()
    const owners = () =>
      ws.ctx.db.rows<{ group: string; owners: string[] }>(sql`
        select c.name as "group", array_agg(f.display_name order by f.display_name) as owners from community c
        join community_staff s on s.workspace_id = c.workspace_id and s.community_id = c.id and s.post = 'owner' and s.until is null
        join staff f on f.workspace_id = s.workspace_id and f.id = s.staff_id
        where c.workspace_id = ${ws.id} group by c.name order by c.name`)
    const before = await owners()
    const owner = await staffNamed('张三')
    expect((await link('zhangsan', owner, await other.session('head'))).status).toBe(404)
    expect(await owners()).toEqual(before)
    await link('zhangsan', owner)
    await link('zhangsan', owner)
    const theirs = await owners()
    const chosenIn = before.find((one) => one.owners.includes('王五'))?.group
    for (const { group, owners: now } of theirs)
      expect(now).toEqual(
        group === '露营3群'
          ? before.find((one) => one.group === group)?.owners
          : group === chosenIn
            ? ['张三', '王五'].toSorted()
            : ['张三'],
      )
  })
})
