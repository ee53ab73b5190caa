import { callbackKey, openCallback, readEvent } from '@grove/wecom-api/callback'
import { expect, test } from 'vitest'
import { Bustle } from '../acts/bustle.ts'
import { standingClock } from '../clock.ts'
import { type Sim, type SimOptions, startSim } from '../start-sim.ts'
import type { Deliver } from './deliver.ts'

const TOKEN = 'callbackToken1'
const AES = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

interface Listening {
  readonly sim: Sim
  readonly heard: string[]
  readonly tries: string[]
  answer: (nth: number) => number
}

/** An app that opens what it gets with the strict rules of Grove, and answers as it is told. */
async function listening(options: SimOptions = {}): Promise<Listening> {
  const state = { heard: [] as string[], tries: [] as string[], answer: (_nth: number) => 200 }
  const deliver: Deliver = async ({ method, url, body }) => {
    const key = callbackKey({ token: TOKEN, encodingAesKey: AES, receiveId: sim.corpId })
    const opened = openCallback(key, { method, query: new URL(url).searchParams, body })
    if (opened.kind === 'verify') return { status: 200, body: opened.echo }
    const event = readEvent(opened.xml)
    state.tries.push(event.key)
    const status = state.answer(state.tries.length)
    if (status === 200) state.heard.push(`${event.key} ${event.fields['ExternalUserID'] ?? event.fields['ChatId'] ?? ''}`)
    return { status, body: '' }
  }
  const sim: Sim = await startSim({
    clock: standingClock(new Date('2026-11-25T02:00:00Z')),
    seed: 'outbox',
    connections: 1,
    deliver,
    ...options,
  })
  sim.admin.hire({ userid: 'zhangsan', name: '张三' })
  await sim.connect('http://grove.invalid/wecom', { token: TOKEN, aesKey: AES })
  await sim.settle()
  return Object.assign(state, { sim })
}

test('an address that cannot open the question is not saved', async () => {
  const sim = await startSim({ clock: standingClock(new Date(0)), deliver: async () => ({ status: 200, body: '"quoted"' }) })
  await expect(sim.connect('http://grove.invalid/', { token: TOKEN, aesKey: AES })).rejects.toThrow('callback_refused')
  expect(sim.app.callback).toBeNull()
})

test('what people do is told, sealed; what the API does is not', async () => {
  const { sim, heard } = await listening()
  const id = sim.admin.stranger('小满').customerId
  sim.employee('zhangsan').add(id)
  const chat = sim.employee('zhangsan').createGroup('群').chatId
  sim.customer(id).join(chat)
  sim.customer(id).leave(chat)
  sim.employee('zhangsan').dismiss(chat)
  await sim.settle()
  expect(heard).toEqual([
    `event:change_external_contact:add_external_contact ${id}`,
    `event:change_external_chat:create ${chat}`,
    `event:change_external_chat:update:add_member ${chat}`,
    `event:change_external_chat:update:del_member ${chat}`,
    `event:change_external_chat:dismiss ${chat}`,
  ])
})

test('an app hears only of people it sees', async () => {
  const { sim, heard } = await listening()
  const before = sim.outbox.totals.unheard
  sim.admin.visible({ userids: ['somebody-else'] })
  sim.employee('zhangsan').add(sim.admin.stranger('小满').customerId)
  await sim.settle()
  expect(heard).toEqual([])
  expect(sim.outbox.totals.unheard).toBe(before + 1)
})

test('four tries, then the event is lost', async () => {
  const told = await listening()
  told.answer = () => 500
  told.sim.employee('zhangsan').add(told.sim.admin.stranger('小满').customerId)
  await told.sim.settle()
  expect(told.tries).toHaveLength(4)
  expect(told.sim.outbox.totals).toMatchObject({ given_up: 1, retries: 3, delivered: 0 })

  told.answer = (nth) => (nth === 6 ? 200 : 503)
  told.sim.employee('zhangsan').add(told.sim.admin.stranger('阿橙').customerId)
  await told.sim.settle()
  expect(told.tries).toHaveLength(6)
  expect(told.sim.outbox.totals.delivered).toBe(1)
})

test('duplicates, drops and disorder follow from the seed', async () => {
  const run = async (seed: string) => {
    const told = await listening({ seed, faults: { callbackDuplicate: 0.2, callbackDrop: 0.2, callbackReorder: 0.5 } })
    told.sim.populate({ customers: 40, groups: 3, employees: 2 })
    const bustle = new Bustle(told.sim.platform)
    for (let at = 0; at < 120; at += 1) bustle.act()
    await told.sim.settle()
    return { heard: told.heard, totals: told.sim.outbox.totals }
  }
  const [one, again, other] = [await run('a'), await run('a'), await run('b')]
  expect(again).toEqual(one)
  expect(other.heard).not.toEqual(one.heard)
  expect(one.totals.dropped).toBeGreaterThan(0)
  expect(one.totals.delivered + one.totals.dropped).toBeGreaterThan(one.totals.told)
})
