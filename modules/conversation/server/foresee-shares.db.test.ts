import { recordingChannel } from '@grove/channel-recording'
import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { conversationHost } from './channel-host.ts'
import { makeCommunity, sendWorld } from './fixture/send-world.ts'
import { shareForecast } from './foresee-shares.ts'

let t: TestApp
let ws: TestWorkspace
let account: number

beforeAll(async () => {
  t = await sendWorld(
    recordingChannel({
      kind: 'counted',
      settings: [{ key: 'most', kind: 'text', labelKey: 'x', required: false }],
      quota: { zone: 'Asia/Shanghai', ruleOf: ({ settings }) => ({ per: 'month', most: Number(settings['most']) }) },
    }),
  )
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
})

async function connect(ctx: Ctx, most: number): Promise<void> {
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into channel_account (workspace_id, kind, name, settings, created_at)
    values (${ctx.workspaceId}, 'counted', '露营工厂', ${JSON.stringify({ most: String(most) })}::jsonb, ${t.clock.now()}) returning id`)
  account = id
}

async function group(ctx: Ctx, members: number, known = members) {
  const made = await makeCommunity(ctx, members, { channel: 'counted' })
  await ctx.db.exec(sql`
    insert into channel_group (workspace_id, community_id, account_id, external_id) values (${ctx.workspaceId}, ${made.id}, ${account}, ${`wr${made.id}`})`)
  await ctx.db.exec(sql`
    insert into member_identity (workspace_id, member_id, channel, external_id)
    select ${ctx.workspaceId}, m.id, 'counted', 'wm' || m.id from unnest(${made.members.slice(0, known)}::bigint[]) as m (id)`)
  return made
}

const spend = (ctx: Ctx, receiver: string, times: number) =>
  conversationHost.countOutside(
    ctx,
    account,
    'counted',
    Array.from({ length: times }, (_, index) => ({ key: `${receiver}-${index}`, receiver, at: t.clock.now() })),
  )
const at = (...days: number[]) => days.map((day) => new Date(`2026-11-${String(day).padStart(2, '0')}T02:00:00Z`))
const ask = (communityId: number | null, more: { group?: Date[]; member?: Date[]; members?: number }) =>
  shareForecast.foresee(ws.ctx, {
    communityIds: communityId === null ? [] : [communityId],
    members: more.members ?? 0,
    group: more.group ?? [],
    member: more.member ?? [],
  })

describe('a forecast of what would not arrive', () => {
  it('is empty where no platform counts', async () => {
    const { id } = await makeCommunity(ws.ctx, 3, { channel: 'counted' })
    expect(await ask(id, { group: at(4), member: at(4) })).toEqual([])
  })

  it('says on which day how many members, and who', async () => {
    await connect(ws.ctx, 3)
    const { id, members } = await group(ws.ctx, 4)
    await spend(ws.ctx, `wm${members[0]}`, 3)
    await spend(ws.ctx, `wm${members[1]}`, 2)
    const found = await ask(id, { member: at(10, 20, 28) })
    expect(found.map(({ day, reason, count }) => [day, reason, count])).toEqual([
      ['2026-11-10', 'platform_quota', 1],
      ['2026-11-20', 'platform_quota', 2],
      ['2026-11-28', 'platform_quota', 2],
    ])
    const listed = await shareForecast.list(ws.ctx, { communityId: id, key: found[1]?.key ?? '' }, { after: 0, limit: 10 })
    expect(listed.map(({ id: member, used, most }) => [member, used, most])).toEqual([
      [members[0], 3, 3],
      [members[1], 2, 3],
    ])
    const next = await shareForecast.list(ws.ctx, { communityId: id, key: found[1]?.key ?? '' }, { after: members[0] ?? 0, limit: 10 })
    expect(next.map((one) => one.id)).toEqual([members[1]])
  })

  it('counts the playbook’s own messages, and begins anew with the period', async () => {
    await connect(ws.ctx, 2)
    const { id } = await group(ws.ctx, 2)
    await spend(ws.ctx, `wr${id}`, 1)
    const december = new Date('2026-12-01T02:00:00Z')
    const found = await ask(id, { group: [...at(5, 6, 7), december], member: [...at(5, 6, 7), december] })
    expect(found.map(({ day, level, count }) => [day, level, count])).toEqual([
      ['2026-11-06', 'group', 1],
      ['2026-11-07', 'group', 1],
      ['2026-11-07', 'member', 2],
    ])
  })

  it('names members the channel does not know', async () => {
    await connect(ws.ctx, 5)
    const { id, members } = await group(ws.ctx, 3, 2)
    const [found] = await ask(id, { member: at(5) })
    expect(found).toMatchObject({ reason: 'not_reachable', count: 1 })
    const listed = await shareForecast.list(ws.ctx, { communityId: id, key: found?.key ?? '' }, { after: 0, limit: 10 })
    expect(listed.map((one) => one.id)).toEqual([members[2]])
  })

  it('adds up over many communities, and opens no list of them', async () => {
    await connect(ws.ctx, 2)
    const [one, two] = [await group(ws.ctx, 2), await group(ws.ctx, 3)]
    await spend(ws.ctx, `wr${one.id}`, 2)
    await spend(ws.ctx, `wm${two.members[0]}`, 2)
    const planned = { communityIds: [one.id, two.id], members: 5, group: at(5), member: at(5) }
    expect(await shareForecast.foresee(ws.ctx, planned)).toEqual([
      { day: '2026-11-05', level: 'group', reason: 'platform_quota', count: 1, key: null },
      { day: '2026-11-05', level: 'member', reason: 'platform_quota', count: 1, key: null },
    ])
  })

  it('asks of invented members only what the playbook itself sends', async () => {
    await connect(ws.ctx, 1)
    const found = await ask(null, { member: at(5, 6), members: 200 })
    expect(found).toEqual([{ day: '2026-11-06', level: 'member', reason: 'platform_quota', count: 200, key: null }])
  })

  it('opens nothing for a key that is none, nor for another workspace', async () => {
    await connect(ws.ctx, 1)
    const { id, members } = await group(ws.ctx, 1)
    await spend(ws.ctx, `wm${members[0]}`, 1)
    const [found] = await ask(id, { member: at(5) })
    expect(await shareForecast.list(ws.ctx, { communityId: id, key: '{"channel":"x","over":"1"}' }, { after: 0, limit: 10 })).toEqual([])
    const there = await t.workspace()
    expect(await shareForecast.list(there.ctx, { communityId: id, key: found?.key ?? '' }, { after: 0, limit: 10 })).toEqual([])
  })
})
