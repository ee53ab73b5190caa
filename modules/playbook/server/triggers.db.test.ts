import { messagePosted } from '@grove/conversation/contract'
import { emit } from '@grove/event-log'
import { moveStage, tagMembers, untagMembers } from '@grove/member/server'
import { newOrder } from '@grove/product/contract'
import { product, recordOrders } from '@grove/product/server'
import { createSegment, segment } from '@grove/segment/server'
import { standing } from '@grove/standing/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinNew, openCommunity, openWorld, publish, sendsOf, start } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
let group: number
beforeAll(async () => {
  t = await openWorld(product, segment, standing)
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-01T02:00:00Z')
  ws = await t.workspace()
  group = await openCommunity(ws.ctx)
})

const speak = (memberId: number) =>
  emit(ws.ctx, [{ kind: messagePosted, memberId, communityId: group, data: { thread: 0, seq: 1, kind: 'text' } }])
const buy = (memberId: number, number: string) =>
  recordOrders(ws.ctx, { orders: [newOrder.parse({ number, memberId, amount: 9900, paidAt: t.clock.now() })], makeMembers: false })
const tag = (memberId: number) => tagMembers(ws.ctx, { memberIds: [memberId], tag: 'vip' })
const untag = (memberId: number) => untagMembers(ws.ctx, { memberIds: [memberId], tag: 'vip' })
const stage = (id: number, to: number) => moveStage(ws.ctx, { memberIds: [id], stage: to, cause: { by: 'person' } })
/** Long enough to fall asleep, and not so long that the moment of it is past when it is heard. */
const sleep = async (_: number) => {
  t.clock.advance({ days: 30, minutes: 1 })
}

type Deed = (memberId: number) => Promise<unknown>
/** What has to happen for a step to act, and what makes the same happen a second time. */
const cases: readonly [on: string, filter: Record<string, unknown>, before: readonly Deed[], deed: Deed, again: readonly Deed[]][] = [
  ['stageEntered', { stage: 5 }, [], (id) => stage(id, 5), [(id) => stage(id, 4), (id) => stage(id, 5)]],
  ['stageLeft', { stage: 5 }, [(id) => stage(id, 5)], (id) => stage(id, 6), [(id) => stage(id, 5), (id) => stage(id, 6)]],
  ['fellAsleep', {}, [speak], sleep, [speak, sleep]],
  ['wokeUp', {}, [speak, sleep], speak, [sleep, speak]],
  ['ordered', {}, [], (id) => buy(id, 'A1'), [(id) => buy(id, 'A2')]],
  ['segmentEntered', { segment: 0 }, [], tag, [untag, tag]],
  ['segmentLeft', { segment: 0 }, [tag], untag, [tag, untag]],
]

describe('a step that begins with', () => {
  it.each(cases)('%s acts for whom it happened, once however often it happens', async (on, filter, before, deed, again) => {
    const vips = await createSegment(ws.ctx, { name: 'VIP', note: '', frozen: false, condition: { kind: 'tag', tag: 'vip' } })
    const [ann = 0, bob = 0] = await joinNew(ws.ctx, group, ['Ann', 'Bob'])
    await t.drain()
    const asked = 'segment' in filter ? { segment: vips.id } : filter
    const playbookId = await publish(ws.ctx, [
      { id: 'greet', track: 'member', when: { on, filter: asked }, do: { kind: 'send', text: 'Hi' } },
    ])
    for (const one of before) {
      await one(ann)
      await t.drain()
    }
    const run = await start(ws.ctx, playbookId, group, t.clock.now().toISOString().slice(0, 10))
    t.clock.advance({ minutes: 1 })
    const greeted = async () => {
      await t.drain()
      const sends = (await sendsOf(ws, run.id)).map((send) => [send.step, send.memberId])
      // Bob does nothing, and so falls asleep as well.
      return on === 'fellAsleep' ? sends.filter(([, memberId]) => memberId !== bob) : sends
    }
    expect(await greeted()).toEqual([])
    await deed(ann)
    expect(await greeted()).toEqual([['greet', ann]])
    for (const one of again) {
      await one(ann)
      await t.drain()
    }
    expect(await greeted()).toEqual([['greet', ann]])
  })
})
