import { blockMember } from '@grove/member/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TouchLimits } from '../contract/index.ts'
import { makeCommunity, plan, putStaff, sendWorld } from './fixture/send-world.ts'
import { holdCounts, listHolds, listTouchPlaybooks } from './read-holds.ts'
import { pauseSendsOfRuns } from './sends-of-run.ts'
import { writeTouchLimits } from './store-limits.ts'

let t: TestApp
let ws: TestWorkspace
const open: TouchLimits = { quiet: null, member: { day: null, week: null }, group: { day: null, week: null } }
const reasons = async () => Object.fromEntries((await holdCounts(ws.ctx, {})).items.map((one) => [one.reason, one.touches]))

beforeAll(async () => {
  t = await sendWorld()
})
afterAll(() => t.close())
beforeEach(async () => {
  // Tuesday noon in Shanghai.
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
})

describe('what was held back', () => {
  it('is nothing where everything left, and nobody else sees it', async () => {
    await writeTouchLimits(ws.ctx, open)
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id)
    await t.drain()
    expect((await listHolds(ws.ctx, { limit: 10 })).items).toEqual([])
    await writeTouchLimits(ws.ctx, { ...open, group: { day: 1, week: null } })
    await plan(ws.ctx, id, { stepId: 2 })
    await t.drain()
    expect(await reasons()).toEqual({ group_day: 1 })
    const other = await t.workspace()
    expect((await listHolds(other.ctx, { limit: 10 })).items).toEqual([])
    const away = await ws.as('owner', { scope: { kind: 'own' } })
    expect((await listHolds(away, { limit: 10 })).items).toEqual([])
    expect((await holdCounts(away, {})).items).toEqual([])
    await putStaff(ws.ctx, id, away.actor.kind === 'staff' ? away.actor.staffId : 0)
    expect((await listHolds(away, { limit: 10 })).items).toHaveLength(1)
  })

  it('names the rule, says what became of it, and stays when the touch leaves later', async () => {
    await writeTouchLimits(ws.ctx, { ...open, quiet: { from: '22:00', to: '08:00' } })
    const { id, members } = await makeCommunity(ws.ctx, 1)
    t.clock.set('2026-11-03T15:00:00Z')
    await plan(ws.ctx, id, { to: members })
    await t.drain()
    const [held] = (await listHolds(ws.ctx, { limit: 10 })).items
    expect(held).toMatchObject({ reason: 'quiet_hours', outcome: 'held', state: 'held', until: new Date('2026-11-04T00:00:00Z') })
    expect(held?.member?.id).toBe(members[0])
    t.clock.set('2026-11-04T00:00:00Z')
    await t.drain()
    expect((await listHolds(ws.ctx, { limit: 10 })).items).toMatchObject([{ reason: 'quiet_hours', state: 'sent' }])
  })

  it('is counted by rule, and narrowed by member, run, rule and local day', async () => {
    await writeTouchLimits(ws.ctx, { ...open, member: { day: 1, week: null } })
    const { id, members } = await makeCommunity(ws.ctx, 3)
    const [quiet, banned, both] = members as [number, number, number]
    await blockMember(ws.ctx, { id: quiet, kind: 'do_not_disturb', reason: 'asked', until: null } as never)
    await blockMember(ws.ctx, { id: banned, kind: 'blacklist', reason: 'spam', until: null } as never)
    await plan(ws.ctx, id, { to: members, runId: 1 })
    await plan(ws.ctx, id, { to: [both], runId: 2 })
    await plan(ws.ctx, id, { runId: 3 })
    await pauseSendsOfRuns(ws.ctx, [3])
    await t.drain()
    expect(await reasons()).toEqual({ do_not_disturb: 1, blacklist: 1, member_day: 1, run_paused: 1 })
    const found = async (filter: object) => (await listHolds(ws.ctx, { limit: 10, ...filter })).items.map((one) => one.reason)
    expect(await found({ memberId: quiet })).toEqual(['do_not_disturb'])
    expect(await found({ runId: 2 })).toEqual(['member_day'])
    expect(await found({ reason: 'run_paused' })).toEqual(['run_paused'])
    expect(await found({ from: '2026-11-03', to: '2026-11-03' })).toHaveLength(4)
    expect(await found({ from: '2026-11-04' })).toEqual([])
    expect(await found({ playbookId: 5 })).toEqual([])
    expect((await listTouchPlaybooks(ws.ctx)).items).toEqual([])
    const first = await listHolds(ws.ctx, { limit: 3 })
    const rest = await listHolds(ws.ctx, { limit: 3, cursor: first.next ?? '' })
    expect(new Set([...first.items, ...rest.items].map((one) => one.id)).size).toBe(4)
  })

  it('tells of the kill switch, which holds everything that is due', async () => {
    await writeTouchLimits(ws.ctx, open)
    const { id } = await makeCommunity(ws.ctx, 0)
    await ws.ctx.db.exec(sql`update workspace set sends_stopped = true where id = ${ws.id}`)
    await plan(ws.ctx, id)
    await t.drain()
    expect(await holdCounts(ws.ctx, {})).toEqual({ items: [], stopped: true, waiting: 1 })
  })
})
