import type { TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, groupCommunity, knownCustomer, sendStates, step, wecomWorld, workOpen } from '../fixture/wecom-world.ts'

const ADD = '/cgi-bin/externalcontact/add_msg_template'
const REMIND = '/cgi-bin/externalcontact/remind_groupmsg_send'
const CANCEL = '/cgi-bin/externalcontact/cancel_groupmsg_send'
const WAITING = 'needs_person:confirm_by_sender'

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let groups: number[]
let from = 0

beforeAll(async () => {
  world = await wecomWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const { t, platform } = world
  t.clock.advance({ days: 1 })
  ws = await t.workspace()
  await ws.as('owner')
  await ws.as('head')
  const account = await connect(ws.ctx, platform.settings)
  const chats = ['a', 'b', 'c'].map((name) => `wr${name}${ws.id}`)
  chats.forEach((chat, index) => platform.addGroup(chat, index < 2 ? `owner${ws.id}` : `other${ws.id}`))
  groups = []
  for (const chat of chats) groups.push(await groupCommunity(ws.ctx, account, chat))
  from = platform.calls.length
})

const tasks = () => world.platform.tasks.filter((one) => one.sender.endsWith(String(ws.id)))
const taskOf = (sender: string) => tasks().find((one) => one.sender === `${sender}${ws.id}`)
const mine = (body: Readonly<Record<string, unknown>>) =>
  String(body['sender'] ?? '').endsWith(String(ws.id)) || tasks().some((one) => one.msgid === body['msgid'])
const called = (path: string) => world.platform.calls.slice(from).filter((call) => call.path === path && mine(call.body)).length
const later = async (time: { minutes?: number; hours?: number; seconds?: number }) => {
  world.t.clock.advance(time)
  await world.t.drain()
}

describe('a step to customer groups', () => {
  it('is one task for each owner, and nothing is sent before they confirm', async () => {
    await step(ws.ctx, groups)
    await world.t.drain()
    // Owners are served side by side: who comes first is no promise.
    expect(
      tasks()
        .map((one) => one.targets.length)
        .toSorted(),
    ).toEqual([1, 2])
    expect(await sendStates(ws.ctx)).toEqual({ [WAITING]: 3 })
    expect(await workOpen(ws.ctx)).toEqual(['send.task.confirm_in_channel', 'send.task.confirm_in_channel'])
    await step(ws.ctx, groups)
    await later({ minutes: 2 })
    expect([tasks().length, await sendStates(ws.ctx)]).toEqual([2, { [WAITING]: 3 }])
    const cards = world.platform.calls.slice(from).filter((call) => call.path === '/cgi-bin/message/send')
    expect(cards.some((card) => JSON.stringify(card.body).includes('2 个客户群'))).toBe(true)
    // Today is the console's first page.
    expect(cards.map((card) => (card.body['textcard'] as unknown as { url: string }).url)).toEqual(
      cards.map(() => `${world.t.app.config.baseUrl}/`),
    )
  })

  it('has a result for each group when the owner has confirmed', async () => {
    await step(ws.ctx, groups)
    await world.t.drain()
    const theirs = taskOf('owner')
    world.platform.confirm(theirs?.msgid ?? '', { [theirs?.targets[1] ?? '']: 3 })
    await later({ minutes: 2 })
    expect(await sendStates(ws.ctx)).toEqual({ sent: 1, 'refused:quota_gone': 1, [WAITING]: 1 })
    expect(await workOpen(ws.ctx)).toEqual(['send.task.confirm_in_channel'])
    await later({ hours: 1 })
    expect(await sendStates(ws.ctx)).toEqual({ sent: 1, 'refused:quota_gone': 1, [WAITING]: 1 })
  })

  it('reminds the owner at most three times in a day, calls the lead, and ends in time', async () => {
    await step(ws.ctx, groups.slice(2))
    await world.t.drain()
    // Before and after each moment at which something is due; who waits long is looked at once an hour.
    const seen: [number, number, boolean][] = []
    let minutes = 0
    for (const at of [119, 131, 359, 421, 1199, 1261, 1500, 2159, 2221, 2879]) {
      await later({ minutes: at - minutes })
      minutes = at
      seen.push([at, called(REMIND), (await workOpen(ws.ctx)).includes('send.task.confirm_late')])
    }
    expect(seen).toEqual([
      [119, 0, false],
      [131, 1, false],
      [359, 1, false],
      [421, 2, false],
      [1199, 2, false],
      [1261, 3, false],
      [1500, 3, false],
      [2159, 3, false],
      [2221, 3, true],
      [2879, 3, true],
    ])
    await later({ minutes: 2 })
    expect(await sendStates(ws.ctx)).toEqual({ 'refused:not_confirmed': 1 })
    expect([called(REMIND), called(CANCEL), await workOpen(ws.ctx)]).toEqual([3, 1, []])
    expect(tasks()[0]?.cancelled).toBe(true)
  })

  it('takes what was confirmed in the last minute as sent', async () => {
    await step(ws.ctx, groups.slice(2))
    await world.t.drain()
    await later({ hours: 47 })
    world.platform.confirm(taskOf('other')?.msgid ?? '')
    await later({ hours: 2 })
    expect(await sendStates(ws.ctx)).toEqual({ sent: 1 })
  })

  it('leaves out a group that is gone', async () => {
    const { platform } = world
    await step(ws.ctx, groups)
    platform.groups.delete(`wra${ws.id}`)
    await world.t.drain()
    expect(await sendStates(ws.ctx)).toEqual({ 'refused:group_closed': 1, [WAITING]: 2 })
    expect(taskOf('owner')?.targets).toEqual([`wrb${ws.id}`])
  })
})

describe('a call whose answer is lost', () => {
  it('is found again and not made twice', async () => {
    for (const fault of ['lost', { status: 502 }] as const) {
      world.platform.fault(ADD, fault)
      await step(ws.ctx, groups.slice(2), 'group', fault === 'lost' ? 11 : 12)
      await world.t.drain()
      for (let minute = 0; minute < 30; minute++) await later({ minutes: 1 })
    }
    expect(tasks().map((one) => one.text)).toEqual(['早上好，第 11 步', '早上好，第 12 步'])
    expect(await sendStates(ws.ctx)).toEqual({ [WAITING]: 2 })
    // One call was done and is found; the other was not, and is made once more when that is sure.
    expect(called(ADD)).toBe(3)
  })

  it('is repeated at once when the platform said it did nothing', async () => {
    world.platform.fault(ADD, { errcode: 42001 }, { errcode: 45033 })
    await step(ws.ctx, groups.slice(2))
    await later({ minutes: 5 })
    expect([tasks().length, await sendStates(ws.ctx)]).toEqual([1, { [WAITING]: 1 }])
  })

  it('waits and says so when the account has to be mended', async () => {
    world.platform.fault(ADD, { errcode: 60020 })
    await step(ws.ctx, groups.slice(2))
    await world.t.drain()
    expect([tasks().length, await sendStates(ws.ctx)]).toEqual([0, { 'retry:account_offline': 1 }])
    await later({ minutes: 11 })
    expect([tasks().length, await sendStates(ws.ctx)]).toEqual([1, { [WAITING]: 1 }])
  })

  it('gives up on content the platform refuses', async () => {
    world.platform.fault(ADD, { errcode: 40201 })
    await step(ws.ctx, groups.slice(2))
    await later({ hours: 1 })
    expect([called(ADD), await sendStates(ws.ctx)]).toEqual([1, { 'refused:content_refused': 1 }])
  })
})

describe('a private message', () => {
  it('goes through whoever has the customer, and ends when they are no friend any more', async () => {
    const { platform, t } = world
    const ids = [`wm1x${ws.id}`, `wm2x${ws.id}`, `wmGone${ws.id}`]
    ids.slice(0, 2).forEach((id) => platform.addCustomer(id, `owner${ws.id}`))
    const members: number[] = []
    for (const id of ids) members.push(await knownCustomer(ws.ctx, id))
    await step(ws.ctx, groups.slice(0, 1), members)
    await t.drain()
    expect(taskOf('owner')).toMatchObject({ kind: 'single', targets: ids.slice(0, 2) })
    platform.confirm(taskOf('owner')?.msgid ?? '', { [ids[1] ?? '']: 2 })
    await later({ minutes: 2 })
    expect(await sendStates(ws.ctx)).toEqual({ sent: 1, 'refused:not_reachable': 2 })
  })
})

describe('the quota of a group', () => {
  const held = () =>
    ws.ctx.db.rows<{ reason: string | null }>(sql`
      select held_reason as reason from send where workspace_id = ${ws.id} order by community_id, id`)
  const oneADay = () =>
    ws.ctx.db.exec(sql`
      update channel_account set settings = settings || '{"mass_rule":"day_1"}'::jsonb where workspace_id = ${ws.id}`)

  it('keeps the second message of the day for tomorrow, while the first still waits for its owner', async () => {
    await oneADay()
    await step(ws.ctx, groups.slice(2))
    await step(ws.ctx, groups.slice(2), 'group', 2)
    await world.t.drain()
    expect(await held()).toEqual([{ reason: null }, { reason: 'platform_quota' }])
    expect(tasks()).toHaveLength(1)
    await later({ hours: 24 })
    expect(tasks()).toHaveLength(2)
  })

  it('counts what staff sent in their own client', async () => {
    await oneADay()
    const chat = `wrc${ws.id}`
    world.platform.tasks.push({
      msgid: `own${ws.id}`,
      sender: `other${ws.id}`,
      kind: 'group',
      text: '自己发的',
      targets: [chat],
      at: Math.floor(world.t.clock.now().getTime() / 1000),
      confirmed: true,
      cancelled: false,
      status: new Map([[chat, 1]]),
    })
    await later({ hours: 2 })
    await step(ws.ctx, groups.slice(1))
    await world.t.drain()
    expect(await held()).toEqual([{ reason: null }, { reason: 'platform_quota' }])
  })

  it('is full where the platform says so, whatever was counted', async () => {
    await step(ws.ctx, groups.slice(2))
    await world.t.drain()
    world.platform.confirm(taskOf('other')?.msgid ?? '', { [`wrc${ws.id}`]: 3 })
    await later({ minutes: 2 })
    await step(ws.ctx, groups.slice(2), 'group', 2)
    await world.t.drain()
    expect(await held()).toEqual([{ reason: null }, { reason: 'platform_quota' }])
  })
})
