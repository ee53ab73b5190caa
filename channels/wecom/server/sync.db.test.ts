import { type MirroredPerson, type MirroredRoster, mirrors } from '@grove/channel-kit/server'
import type { TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, wecomWorld } from '../fixture/wecom-world.ts'
import { addRefreshes } from './refresh-store.ts'
import { syncDesk } from './sync-desk.ts'
import { wecomChannel } from './wecom-channel.ts'

const GET = '/cgi-bin/externalcontact/groupchat/get'
const PAGE = '/cgi-bin/externalcontact/batch/get_by_user'

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let account: { id: number; name: string; settings: Record<string, string> }

beforeAll(async () => {
  world = await wecomWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const { platform } = world
  platform.groups.clear()
  platform.customers.clear()
  platform.tags.clear()
  for (let n = 0; n < 230; n++) platform.addCustomer(`wm${n}`, n % 2 ? 'zhangsan' : 'lisi')
  platform.addCustomer('wm0', 'zhangsan')
  for (let n = 0; n < 45; n++)
    platform.addGroup(`wr${String(n).padStart(2, '0')}`, n % 2 ? 'zhangsan' : 'lisi', ['zhangsan', `wm${n}`, 'wmStranger'])
  platform.tags.set('et1', { name: '老客', group: '阶段' })
  ws = await world.t.workspace()
  account = { id: await connect(ws.ctx, platform.settings), name: '', settings: platform.settings }
})

const status = () => syncDesk.status(ws.ctx, account)
const counts = async () => Object.fromEntries((await status()).counts.map((one) => [one.kind, one.count]))
const drift = async () => Object.fromEntries((await status()).counts.filter((one) => one.drift > 0).map((one) => [one.kind, one.drift]))
const again = async () => {
  await syncDesk.start(ws.ctx, account)
  await world.t.drain()
}

/** The copy, written like the platform's own state. */
async function copy() {
  const follows = await ws.ctx.db.rows<{ id: string; userid: string }>(sql`
    select external_userid as id, userid from wecom_follow where workspace_id = ${ws.id} and account_id = ${account.id} order by 1, 2`)
  const members = await ws.ctx.db.rows<{ chat: string; userid: string }>(sql`
    select m.chat_id as chat, m.userid from wecom_group_member m where m.workspace_id = ${ws.id} and m.account_id = ${account.id} order by 1, 2`)
  return { follows: follows.map((one) => `${one.id} ${one.userid}`), members: members.map((one) => `${one.chat} ${one.userid}`) }
}
function original() {
  const follows = [...world.platform.customers.values()].flatMap((one) =>
    one.follow.map((follow) => `${one.external_userid} ${follow.userid}`),
  )
  const members = [...world.platform.groups.values()].flatMap((one) => one.member_list.map((member) => `${one.chat_id} ${member.userid}`))
  return { follows: follows.sort(), members: members.sort() }
}

describe('the first comparison', () => {
  it('goes on at once when somebody has mended what it stopped at and says so, or has the account checked; not while it runs without a fault', async () => {
    const due = () =>
      ws.ctx.db.one<{ waits: boolean }>(sql`
        select due_at > ${world.t.clock.now()} as waits from wecom_sync where workspace_id = ${ws.id} and account_id = ${account.id}`)
    const other = await world.t.workspace()
    const stop = async () => {
      world.platform.fault(PAGE, { errcode: 60020 })
      await world.t.drain()
      expect([(await status()).run.state, (await due()).waits]).toEqual(['running', true])
    }
    await stop()
    expect(await syncDesk.start(other.ctx, account)).toBe(true)
    expect((await due()).waits).toBe(true)
    expect(await syncDesk.start(ws.ctx, account)).toBe(true)
    await stop()
    await wecomChannel.examine?.(ws.ctx, { ...account, settings: { ...account.settings, secret: 'wrong' } }, AbortSignal.timeout(5000))
    expect((await due()).waits).toBe(true)
    await wecomChannel.examine?.(ws.ctx, account, AbortSignal.timeout(5000))
    await world.t.drain()
    expect((await status()).run).toMatchObject({ state: 'done', done: 45, fault: null })
    expect(await copy()).toEqual(original())
    expect([await syncDesk.start(ws.ctx, account), await syncDesk.start(ws.ctx, account)]).toEqual([true, false])
  })

  it('copies staff, customers, tags, groups and members, and begins by itself', async () => {
    await world.t.drain()
    expect(await counts()).toEqual({ staff: 2, people: 230, tags: 1, groups: 45, group_members: 135 })
    expect(await copy()).toEqual(original())
    expect(await status()).toMatchObject({ run: { state: 'done', done: 45, total: 45, fault: null }, waiting: 0 })
    expect(await drift()).toEqual({})
  })

  it('goes on where it was when the platform fails in the middle, and says why it waits', async () => {
    world.platform.fault(PAGE, { errcode: 60020 })
    const before = world.platform.count(PAGE)
    await world.t.drain()
    const { run } = await status()
    expect([run.state, run.fault?.includes('60020')]).toEqual(['running', true])
    world.t.clock.advance({ minutes: 11 })
    world.platform.fault(GET, { status: 502 }, { status: 502 }, 'lost')
    await world.t.drain()
    world.t.clock.advance({ minutes: 11 })
    await world.t.drain()
    expect(await copy()).toEqual(original())
    // Two lists of two pages each, side by side: one was refused, and the other was asked for again with it.
    expect(world.platform.count(PAGE) - before).toBe(7)
    expect((await status()).run).toMatchObject({ state: 'done', fault: null })
  })
})

describe('a later comparison', () => {
  it('finds what no callback told, mends it and says how much it was', async () => {
    await world.t.drain()
    const { platform } = world
    platform.customers.delete('wm3')
    platform.addCustomer('wmNew', 'lisi')
    platform.groups.delete('wr07')
    platform.groups.get('wr08')?.member_list.pop()
    await again()
    world.t.clock.advance({ minutes: 1 })
    await world.t.drain()
    expect(await copy()).toEqual(original())
    expect(await counts()).toMatchObject({ people: 230, groups: 44 })
    expect(await drift()).toEqual({ people: 2, groups: 1, group_members: 1 })
    await again()
    expect(await drift()).toEqual({})
  })

  it('comes by itself, and only one at a time', async () => {
    await world.t.drain()
    expect(await syncDesk.start(ws.ctx, account)).toBe(true)
    expect(await syncDesk.start(ws.ctx, account)).toBe(false)
    await world.t.drain()
    world.platform.addCustomer('wmLater', 'lisi')
    world.t.clock.advance({ hours: 7 })
    await world.t.drain()
    expect(await counts()).toMatchObject({ people: 231 })
  })
})

describe('one place looked at again', () => {
  const refresh = (kind: 'customer' | 'group', key: string, want: string | null = null) =>
    addRefreshes(ws.ctx, [{ accountId: account.id, kind, key, want }])

  it('waits for the platform to show the version it spoke of, but not for ever', async () => {
    await world.t.drain()
    const group = world.platform.groups.get('wr01')
    if (!group) throw new Error('no group')
    await refresh('group', 'wr01', 'v2')
    world.t.clock.advance({ seconds: 2 })
    await world.t.drain()
    expect((await status()).waiting).toBe(1)
    group.member_version = 'v2'
    group.member_list.push({ userid: 'wmLate', type: 2, join_time: 1 })
    world.t.clock.advance({ seconds: 4 })
    await world.t.drain()
    expect([(await status()).waiting, (await copy()).members.includes('wr01 wmLate')]).toEqual([0, true])
    await refresh('group', 'wr01', 'never shown')
    for (let i = 0; i < 6; i++) {
      world.t.clock.advance({ seconds: 4 })
      await world.t.drain()
    }
    expect((await status()).waiting).toBe(0)
  })

  it('ends what the platform no longer has', async () => {
    await world.t.drain()
    world.platform.customers.delete('wm5')
    world.platform.groups.delete('wr05')
    await refresh('customer', 'wm5')
    await refresh('group', 'wr05')
    world.t.clock.advance({ seconds: 3 })
    await world.t.drain()
    expect(await copy()).toEqual(original())
  })
})

it('tells the mirrors of one person once, however many have them, and of whole rosters', async () => {
  const people: MirroredPerson[] = []
  const rosters: MirroredRoster[] = []
  const listener = {
    name: 'listener',
    tier: 3 as const,
    rights: {},
    api: [],
    provides: [
      mirrors.of({
        people: async (_ctx, _channel, _account, seen) => void people.push(...seen),
        rosters: async (_ctx, _channel, _account, seen) => void rosters.push(...seen),
      }),
    ],
  }
  const { t, close } = await wecomWorld(listener)
  const other = await t.workspace()
  await connect(other.ctx, world.platform.settings)
  const both = world.platform.customers.get('wm0')
  if (both?.follow[0]) both.follow[0].tags = ['et1']
  await t.drain()
  expect(new Set(people.map((one) => one.externalId)).size).toBe(230)
  expect(people.filter((one) => one.externalId === 'wm0').flatMap((one) => one.tagged)).toEqual(['老客'])
  expect(rosters.find((one) => one.groupExternalId === 'wr04')?.people.map((one) => one.externalId)).toEqual(['wm4', 'wmStranger'])
  await close()
})
