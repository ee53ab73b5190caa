import { memoryStore, recordingChannel } from '@grove/channel-recording'
import { blockMember } from '@grove/member/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TouchLimits } from '../contract/index.ts'
import { makeCommunity, plan, sends, sendWorld, states } from './fixture/send-world.ts'
import { sendLoop } from './send-loop.ts'
import { pauseSendsOfRuns, resumeSendsOfRuns, stopSendsOfRuns } from './sends-of-run.ts'
import { writeTouchLimits } from './store-limits.ts'

const store = memoryStore()
let t: TestApp
let ws: TestWorkspace

const open: TouchLimits = { quiet: null, member: { day: null, week: null }, group: { day: null, week: null } }
const delivered = () => store.all().filter((effect) => effect.touch.startsWith(`${ws.id}-`))

beforeAll(async () => {
  t = await sendWorld(recordingChannel({ store }))
})
afterAll(() => t.close())
beforeEach(async () => {
  // Tuesday noon in Shanghai.
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
})

describe('quiet hours', () => {
  it('hold over night and let go in the morning', async () => {
    await writeTouchLimits(ws.ctx, { ...open, quiet: { from: '22:00', to: '08:00' } })
    const { id } = await makeCommunity(ws.ctx, 0)
    t.clock.set('2026-11-03T15:00:00Z')
    await plan(ws.ctx, id)
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'held', heldReason: 'quiet_hours', notBefore: new Date('2026-11-04T00:00:00Z') }])
    t.clock.set('2026-11-04T00:00:00Z')
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'sent', heldReason: null }])
  })

  it('end what would be too late by the morning, and say why', async () => {
    await writeTouchLimits(ws.ctx, { ...open, quiet: { from: '22:00', to: '08:00' } })
    const { id } = await makeCommunity(ws.ctx, 0)
    t.clock.set('2026-11-03T15:00:00Z')
    await plan(ws.ctx, id, { expiresAt: new Date('2026-11-03T17:00:00Z') })
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'expired', reason: 'past_due', heldReason: 'quiet_hours' }])
  })

  it('hold before anybody has set limits: the defaults are on', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    t.clock.set('2026-11-03T15:00:00Z')
    await plan(ws.ctx, id)
    await plan(ws.ctx, id, { stepId: 2, exempt: true })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ held: 1, sent: 1 })
  })
})

describe('caps', () => {
  it('count private messages over all communities and playbooks', async () => {
    await writeTouchLimits(ws.ctx, { ...open, member: { day: 2, week: null } })
    const first = await makeCommunity(ws.ctx, 1)
    const second = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, first.id, { to: first.members, runId: 1 })
    await plan(ws.ctx, second.id, { to: first.members, runId: 2 })
    await plan(ws.ctx, second.id, { to: first.members, runId: 3, source: 'manual' })
    await plan(ws.ctx, first.id, { runId: 4 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ held: 1, sent: 3 })
    expect((await sends(ws.ctx)).find((send) => send.state === 'held')).toMatchObject({
      heldReason: 'member_day',
      notBefore: new Date('2026-11-03T16:00:00Z'),
    })
    t.clock.set('2026-11-03T16:00:00Z')
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 4 })
  })

  it('count seven days for the week', async () => {
    await writeTouchLimits(ws.ctx, { ...open, group: { day: null, week: 2 } })
    const { id } = await makeCommunity(ws.ctx, 0)
    for (const stepId of [1, 2, 3]) await plan(ws.ctx, id, { stepId })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ held: 1, sent: 2 })
    for (let day = 0; day < 6; day++) {
      t.clock.advance({ days: 1 })
      await t.drain()
    }
    expect(await states(ws.ctx)).toEqual({ held: 1, sent: 2 })
    t.clock.advance({ days: 1 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 3 })
  })

  it('of a playbook hold its own sends', async () => {
    await writeTouchLimits(ws.ctx, open)
    const { id } = await makeCommunity(ws.ctx, 0)
    const limits: TouchLimits = { ...open, group: { day: 1, week: null } }
    await plan(ws.ctx, id, { stepId: 1, limits })
    await plan(ws.ctx, id, { stepId: 2, limits })
    await plan(ws.ctx, id, { stepId: 3 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ held: 1, sent: 2 })
  })

  it('are kept when many workers claim at once', async () => {
    await writeTouchLimits(ws.ctx, { ...open, member: { day: 3, week: null } })
    const { id, members } = await makeCommunity(ws.ctx, 40)
    for (let stepId = 1; stepId <= 8; stepId++) await plan(ws.ctx, id, { stepId, to: members })
    const workers = [1, 2, 3, 4].map(() => ({ ...ws.ctx, app: Object.create(ws.ctx.app) }))
    await Promise.all(
      workers.map(async (worker) => {
        for (let more = true; more; ) more = (await sendLoop.run(worker)).more
      }),
    )
    const perMember = new Map<string, number>()
    for (const { touch } of delivered()) {
      const member = touch.split('-').at(-1) ?? ''
      perMember.set(member, (perMember.get(member) ?? 0) + 1)
    }
    expect(perMember.size).toBe(40)
    expect(new Set(perMember.values())).toEqual(new Set([3]))
    expect(await states(ws.ctx)).toEqual({ held: 200, sent: 120 })
  })
})

describe('a touch of higher priority later the same day', () => {
  const LATER = new Date('2026-11-03T07:00:00Z')

  it('keeps its share, over communities and for groups; the lower one says so and goes the next day', async () => {
    await writeTouchLimits(ws.ctx, { ...open, member: { day: 1, week: null }, group: { day: 1, week: null } })
    const first = await makeCommunity(ws.ctx, 2)
    const second = await makeCommunity(ws.ctx, 0)
    const [ann = 0, bob = 0] = first.members
    await plan(ws.ctx, second.id, { runId: 2, to: [ann], priority: 1, notBefore: LATER })
    await plan(ws.ctx, first.id, { runId: 3, priority: 1, notBefore: LATER })
    await plan(ws.ctx, first.id, { runId: 1, to: [ann, bob] })
    await plan(ws.ctx, first.id, { runId: 1, stepId: 2 })
    await t.drain()
    const of = async (memberId: number) =>
      (await sends(ws.ctx)).filter((one) => one.memberId === memberId).map((one) => `${one.state} ${one.heldReason}`)
    expect([await of(ann), await of(bob), await of(0)]).toEqual([
      ['planned null', 'held share_kept'],
      ['sent null'],
      ['planned null', 'held share_kept'],
    ])
    const holds = await ws.ctx.db.rows(sql`
      select reason, kept_run_id as run from send_hold where workspace_id = ${ws.id} order by member_id`)
    expect(holds).toEqual([
      { reason: 'share_kept', run: 3 },
      { reason: 'share_kept', run: 2 },
    ])
    t.clock.set(LATER)
    await t.drain()
    expect(await of(ann)).toEqual(['sent null', 'held member_day'])
    t.clock.set('2026-11-03T16:00:00Z')
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 5 })
  })

  it('keeps none once it is cancelled, belongs to a paused run, or lies beyond midnight', async () => {
    await writeTouchLimits(ws.ctx, { ...open, member: { day: 1, week: null } })
    const { id, members } = await makeCommunity(ws.ctx, 3)
    await plan(ws.ctx, id, { runId: 2, to: members.slice(0, 1), priority: 1, notBefore: LATER })
    await plan(ws.ctx, id, { runId: 3, to: members.slice(1, 2), priority: 1, notBefore: LATER })
    await plan(ws.ctx, id, { runId: 4, to: members.slice(2), priority: 1, notBefore: new Date('2026-11-03T17:00:00Z') })
    await stopSendsOfRuns(ws.ctx, [2])
    await pauseSendsOfRuns(ws.ctx, [3])
    await plan(ws.ctx, id, { runId: 1, to: members })
    await t.drain()
    expect((await sends(ws.ctx)).filter((one) => one.state === 'sent')).toHaveLength(3)
  })
})

describe('a paused run', () => {
  beforeEach(() => writeTouchLimits(ws.ctx, open))

  it('sends nothing until it goes on, and others are not held up', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id, { runId: 1 })
    await plan(ws.ctx, id, { runId: 2 })
    await pauseSendsOfRuns(ws.ctx, [1])
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'paused', heldReason: 'run_paused' }, { state: 'sent' }])
    await resumeSendsOfRuns(ws.ctx, [1])
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 2 })
  })

  it('does not send what went past its time meanwhile', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id, { runId: 1, expiresAt: new Date('2026-11-03T05:00:00Z') })
    await pauseSendsOfRuns(ws.ctx, [1])
    await t.drain()
    t.clock.advance({ hours: 2 })
    await resumeSendsOfRuns(ws.ctx, [1])
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ expired: 1 })
  })

  it('that is stopped takes back what has not left, for all or for some members', async () => {
    const { id, members } = await makeCommunity(ws.ctx, 3)
    const later = new Date('2026-11-03T06:00:00Z')
    await plan(ws.ctx, id, { runId: 1 })
    await t.drain()
    await plan(ws.ctx, id, { runId: 1, stepId: 2, to: members, notBefore: later })
    expect(await stopSendsOfRuns(ws.ctx, [1], members.slice(0, 1))).toBe(1)
    expect(await stopSendsOfRuns(ws.ctx, [1])).toBe(2)
    expect(await stopSendsOfRuns(ws.ctx, [1])).toBe(0)
    t.clock.set(later)
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ cancelled: 3, sent: 1 })
  })
})

describe('somebody who does not want to be written to', () => {
  it('gets nothing while it holds: held with an end, dropped without one or on the blacklist; service messages and the group go on', async () => {
    await writeTouchLimits(ws.ctx, open)
    const { id, members } = await makeCommunity(ws.ctx, 4)
    const [away = 0, quiet = 0, shut = 0] = members
    const until = new Date('2026-11-05T04:00:00Z')
    await blockMember(ws.ctx, { id: away, kind: 'do_not_disturb', reason: '出差', until })
    await blockMember(ws.ctx, { id: quiet, kind: 'do_not_disturb', reason: '本人要求', until: null })
    await plan(ws.ctx, id, { to: members })
    await plan(ws.ctx, id, { to: members, stepId: 2, exempt: true })
    await plan(ws.ctx, id, { to: [away], stepId: 3, expiresAt: new Date('2026-11-04T04:00:00Z') })
    await plan(ws.ctx, id, { stepId: 4 })
    await blockMember(ws.ctx, { id: shut, kind: 'blacklist', reason: '发广告', until: null })
    await plan(ws.ctx, id, { to: [shut], stepId: 5, exempt: true })
    await t.drain()
    const of = async (memberId: number) =>
      (await sends(ws.ctx)).filter((one) => one.memberId === memberId).map((one) => [one.state, one.reason, one.heldReason])
    expect(await of(away)).toEqual([
      ['held', null, 'do_not_disturb'],
      ['sent', null, null],
      ['expired', 'do_not_disturb', null],
    ])
    expect(await of(quiet)).toEqual([
      ['cancelled', 'do_not_disturb', null],
      ['sent', null, null],
    ])
    expect((await of(shut)).map(([state]) => state)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect((await of(shut)).at(-1)).toEqual(['cancelled', 'blacklist', null])
    expect(await of(0)).toEqual([['sent', null, null]])
    t.clock.set('2026-11-05T04:00:00Z')
    await t.drain()
    expect((await of(away))[0]).toEqual(['sent', null, null])
    expect(delivered().length).toBe(6)
  })
})
