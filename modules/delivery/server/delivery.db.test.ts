import { activityJoined } from '@grove/activity/contract'
import { addMembers, changeState, community, createCommunity } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import { formAnswered } from '@grove/form/contract'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, member } from '@grove/member/server'
import { product } from '@grove/product/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { delivery } from './index.ts'
import { getDelivery, listDeliveries, listDeliveryMembers, myDelivery } from './read.ts'
import { finishDelivery, keepResult, markDelivered, savePromise } from './write.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
let id: number
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, task, conversation, delivery] })
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 3 }, (_, at) => ({ displayName: `客户${at}` })),
  )
  id = (await createCommunity(head, { type: 'delivery', name: '交付一群', opensAt: t.clock.now().toISOString() })).id
  await changeState(head, { id, to: 'recruiting', reason: '' })
  await addMembers(ws.ctx, { id, memberIds: ids.slice(0, 2), scene: 'staff' })
})
afterAll(() => t.close())

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
const dayFrom = (days: number) => new Date(t.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const promise = async () => (await getDelivery(head, { id })).promise

describe('the promise', () => {
  it('is written as a list, kept where it was delivered, seen by those who serve the group', async () => {
    const items = [1, 9].map((days) => ({ id: null, title: `第 ${days} 天的一项`, note: '', dueOn: dayFrom(days), tickedBy: null }))
    expect(await savePromise(head, { id, items })).toEqual({ items: 2 })
    expect(await codeOf(savePromise(head, { id, items: [{ id: 999, title: 'x', note: '', dueOn: dayFrom(1), tickedBy: null }] }))).toBe(
      'delivery.item_not_found',
    )
    const [first] = await promise()
    expect(await codeOf(markDelivered(head, { id, itemId: 999, memberIds: null, done: true }))).toBe('delivery.item_not_found')
    expect(await markDelivered(head, { id, itemId: first?.id ?? 0, memberIds: [ids[0] ?? 0, ids[2] ?? 0], done: true })).toEqual({
      changed: 1,
    })
    expect(await markDelivered(head, { id, itemId: first?.id ?? 0, memberIds: [ids[0] ?? 0], done: true })).toEqual({ changed: 0 })
    expect(await codeOf(savePromise(head, { id, items: [] }))).toBe('delivery.item_delivered')
    const limited = await ws.as('owner', { scope: { kind: 'own' } })
    expect([(await listDeliveries(limited, { limit: 5 })).items, await codeOf(getDelivery(limited, { id }))]).toEqual([
      [],
      'delivery.not_found',
    ])
  })

  it('tells the share, what is owed, and who has had least', async () => {
    t.clock.advance({ days: 3 })
    const [row] = (await listDeliveries(head, { limit: 5 })).items
    expect(row).toMatchObject({ members: 2, items: 2, share: 25, owed: 1 })
    const { items } = await listDeliveryMembers(head, { id, limit: 1 })
    expect(items.map((one) => [one.name, one.delivered.length])).toEqual([['客户1', 0]])
    expect((await promise()).map((one) => one.late)).toEqual([true, false])
  })

  it('is read on the phone by the member it was made to alone', async () => {
    await keepResult(head, { id, memberId: ids[0] ?? 0, text: '测试 86 分' })
    expect(await codeOf(keepResult(head, { id, memberId: ids[2] ?? 0, text: 'x' }))).toBe('delivery.not_a_member')
    const mine = await myDelivery(ws.asMember(ids[0] ?? 0), { ws: '', id })
    expect([mine.result, mine.items.map((one) => one.at !== null)]).toEqual(['测试 86 分', [true, false]])
    expect(await codeOf(myDelivery(ws.asMember(ids[2] ?? 0), { ws: '', id }))).toBe('delivery.not_a_member')
  })

  it('has items that members tick by what they do: once, members of the group alone, never for what they did before', async () => {
    const did = (memberId: number, form: string, first = true) =>
      emit(ws.ctx, [{ kind: formAnswered, memberId, data: { formId: 1, form, version: 1, first } }])
    const [one = 0, two = 0, stranger = 0] = ids
    await did(one, 'end-test')
    t.clock.advance({ minutes: 1 })
    const before = (await promise()).map(({ id, title, note, dueOn, tickedBy }) => ({ id, title, note, dueOn, tickedBy }))
    const fresh = [
      { id: null, title: '结课测试', note: '', dueOn: dayFrom(5), tickedBy: { kind: 'form' as const, key: 'end-test' } },
      { id: null, title: '一次答疑', note: '', dueOn: dayFrom(5), tickedBy: { kind: 'activity' as const, key: 'ask-me-anything' } },
    ]
    await savePromise(head, { id, items: [...before, ...fresh] })
    const had = async () => (await promise()).filter((item) => item.tickedBy).map((item) => [item.title, item.delivered])
    await t.drain()
    expect(await had()).toEqual([
      ['结课测试', 0],
      ['一次答疑', 0],
    ])
    t.clock.advance({ minutes: 1 })
    await did(two, 'end-test')
    await did(two, 'end-test', false)
    await did(one, 'other-form')
    await did(stranger, 'end-test')
    await emit(ws.ctx, [{ kind: activityJoined, memberId: one, data: { activityId: 1, script: 'ask-me-anything', title: '答疑' } }])
    await emit((await t.workspace()).ctx, [
      { kind: formAnswered, memberId: one, data: { formId: 1, form: 'end-test', version: 1, first: true } },
    ])
    await t.drain()
    expect(await had()).toEqual([
      ['结课测试', 1],
      ['一次答疑', 1],
    ])
    const mine = await myDelivery(ws.asMember(two), { ws: '', id })
    expect(mine.items.find((item) => item.title === '结课测试')?.at).not.toBeNull()
    const { count } = await ws.ctx.db.one<{ count: number }>(
      sql`select count(*)::int as count from event where workspace_id = ${ws.id} and kind = 'delivery.delivered' and data ->> 'title' = '结课测试'`,
    )
    expect(count).toBe(1)
    await savePromise(head, { id, items: before })
      .then(() => expect.unreachable())
      .catch((error: { code: string }) => expect(error.code).toBe('delivery.item_delivered'))
  })

  it('ends when nothing is owed, or when somebody knows what is', async () => {
    await changeState(head, { id, to: 'active', reason: '' })
    expect(await codeOf(finishDelivery(head, { id, toCommunityId: null, owedKnown: false }))).toBe('delivery.still_owed')
    for (const one of await promise()) await markDelivered(head, { id, itemId: one.id, memberIds: null, done: true })
    expect((await getDelivery(head, { id })).share).toBe(100)
    expect(await finishDelivery(head, { id, toCommunityId: null, owedKnown: false })).toEqual({ moved: 0 })
    expect((await getDelivery(head, { id })).state).toBe('closing')
  })
})
