import { memoryStore, recordingChannel } from '@grove/channel-recording'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventKinds, liftLimits, makeCommunity, plan, sends, sendWorld, states } from './fixture/send-world.ts'

const store = memoryStore()
let t: TestApp
let ws: TestWorkspace

beforeAll(async () => {
  t = await sendWorld(recordingChannel({ store }))
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
  await liftLimits(ws.ctx)
})

const delivered = () => store.all().filter((effect) => effect.touch.startsWith(`${ws.id}-`))

describe('what does not leave', () => {
  it('is past its time', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id, { notBefore: new Date('2026-11-03T03:00:00Z'), expiresAt: new Date('2026-11-03T04:00:00Z') })
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'expired', reason: 'past_due', attempts: 0 }])
    expect(delivered()).toEqual([])
    expect(await eventKinds(ws.ctx)).toEqual(['send.expired'])
  })

  it('is not due yet', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id, { notBefore: new Date('2026-11-03T04:00:01Z') })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ planned: 1 })
    t.clock.advance({ seconds: 1 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 1 })
  })

  it('waits while the kill switch is on, and goes when it is off', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await t.system.db.exec(sql`update workspace set sends_stopped = true where id = ${ws.id}`)
    await plan(ws.ctx, id)
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ planned: 1 })
    await t.system.db.exec(sql`update workspace set sends_stopped = false where id = ${ws.id}`)
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 1 })
  })

  it('would go to a community that is closed, or not open yet', async () => {
    const gone = await makeCommunity(ws.ctx, 0, { state: 'dissolved' })
    const early = await makeCommunity(ws.ctx, 0, { state: 'planned' })
    await plan(ws.ctx, gone.id)
    await plan(ws.ctx, early.id)
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([
      { state: 'cancelled', reason: 'community_closed' },
      { state: 'paused', heldReason: 'community_not_open' },
    ])
    expect(delivered()).toEqual([])
  })

  it('lacks a value: a person has to look, nobody reads "undefined"', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id, { content: { parts: [{ kind: 'text', text: '{owner}会在晚上八点开讲' }] } })
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'needs_person', reason: 'missing_variable', detail: 'owner' }])
    expect(await eventKinds(ws.ctx)).toEqual(['send.needs_person'])
  })

  it('has no channel in this installation', async () => {
    const { id } = await makeCommunity(ws.ctx, 0, { channel: 'carrier-pigeon' })
    await plan(ws.ctx, id)
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'failed', reason: 'account_gone' }])
  })
})

describe('what leaves', () => {
  it('goes once, with the values of whom it is for, and is in the log', async () => {
    const { id, members } = await makeCommunity(ws.ctx, 3, { name: '湖边露营' })
    await plan(ws.ctx, id, { to: members, content: { parts: [{ kind: 'text', text: '{name}，欢迎来到{community}' }] } })
    await t.drain()
    await t.drain()
    expect(
      delivered()
        .map((effect) => effect.text)
        .toSorted(),
    ).toEqual(['成员1，欢迎来到湖边露营', '成员2，欢迎来到湖边露营', '成员3，欢迎来到湖边露营'])
    expect(await states(ws.ctx)).toEqual({ sent: 3 })
    const events = await ws.ctx.db.rows(sql`
      select kind, member_id as "memberId", community_id as "communityId", run_id as "runId", data->>'channel' as channel
      from event where workspace_id = ${ws.id} order by member_id`)
    expect(events).toEqual(members.map((memberId) => ({ kind: 'send.sent', memberId, communityId: id, runId: 7, channel: 'recording' })))
  })

  it('is planned once however often it is asked for', async () => {
    const { id, members } = await makeCommunity(ws.ctx, 2)
    expect(await plan(ws.ctx, id, { to: members })).toEqual({ planned: 2 })
    expect(await plan(ws.ctx, id, { to: members })).toEqual({ planned: 0 })
    await t.drain()
    expect(await plan(ws.ctx, id, { to: members })).toEqual({ planned: 0 })
    expect(await plan(ws.ctx, id, { to: members, occurrence: 20261104 })).toEqual({ planned: 2 })
    await t.drain()
    expect(delivered()).toHaveLength(4)
  })

  it('keeps each different content once', async () => {
    const { id, members } = await makeCommunity(ws.ctx, 2)
    await plan(ws.ctx, id, { to: members })
    await plan(ws.ctx, id, { stepId: 2 })
    expect(await ws.ctx.db.one(sql`select count(*)::int as count from content where workspace_id = ${ws.id}`)).toEqual({ count: 1 })
  })

  it('goes in the transaction that decided it, or not at all', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    const failed = ws.ctx.inTx(async (tx) => {
      await plan(tx, id)
      throw new Error('the step failed')
    })
    await expect(failed).rejects.toThrow('the step failed')
    await t.drain()
    expect(await states(ws.ctx)).toEqual({})
  })

  it('stays inside its workspace', async () => {
    const other = await t.workspace()
    const { id } = await makeCommunity(ws.ctx, 0)
    expect(await plan(other.ctx, id)).toEqual({ planned: 0 })
  })

  it('lets the urgent pass those that wait longer', async () => {
    const { id, members } = await makeCommunity(ws.ctx, 450)
    await plan(ws.ctx, id, { to: members, notBefore: new Date('2026-11-03T03:00:00Z') })
    await plan(ws.ctx, id, { stepId: 2, priority: 1, exempt: true, content: { parts: [{ kind: 'text', text: '课程改到今晚' }] } })
    await t.drain()
    const position = delivered().findIndex((effect) => effect.text === '课程改到今晚')
    expect(position).toBeGreaterThanOrEqual(0)
    expect(position).toBeLessThan(400)
    expect(await states(ws.ctx)).toEqual({ sent: 451 })
  })
})
