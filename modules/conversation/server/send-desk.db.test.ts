import { type Faults, memoryStore, noFaults, recordingChannel } from '@grove/channel-recording'
import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelSends } from './cancel-sends.ts'
import { liftLimits, makeCommunity, plan, putStaff, sends, sendWorld, states } from './fixture/send-world.ts'
import { getSend, listSends, sendCounts } from './read-sends.ts'
import { retrySends } from './retry-sends.ts'
import { settleByChannel } from './settle-by-channel.ts'
import { settleSends } from './settle-sends.ts'
import { todaySends } from './today-sends.ts'

const store = memoryStore()
const script: { faults: Faults } = { faults: noFaults }
const faults: Faults = {
  call: (touch, attempt) => script.faults.call(touch, attempt),
  delivery: (touch, attempt) => script.faults.delivery(touch, attempt),
}
const blind = recordingChannel({ store, faults, can: { idempotentByTouch: false, lookupByTouch: false } })

let t: TestApp
let ws: TestWorkspace
let head: Ctx
beforeAll(async () => {
  t = await sendWorld(blind)
})
afterAll(() => t.close())
beforeEach(async () => {
  script.faults = noFaults
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
  await liftLimits(ws.ctx)
  head = await ws.as('head')
})

const arrived = () => store.all().filter((effect) => effect.touch.startsWith(`${ws.id}-`)).length
const page = { limit: 50 }

/** A community whose one post is of unknown outcome: done, but the answer was lost. */
async function unknown() {
  const community = await makeCommunity(ws.ctx, 0)
  await plan(ws.ctx, community.id)
  script.faults = { ...noFaults, call: () => 'throw_after' }
  await t.drain()
  script.faults = noFaults
  const [send] = await sends(ws.ctx)
  if (send?.state !== 'unknown') throw new Error(`expected an unknown outcome, got ${send?.state}`)
  return { community, id: send.id }
}

describe('a send of unknown outcome', () => {
  it('stays as it is until a person decides', async () => {
    await unknown()
    t.clock.advance({ days: 3 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ unknown: 1 })
    expect(arrived()).toBe(1)
  })

  it('is not sent again without accepting that it may arrive twice', async () => {
    const { id } = await unknown()
    await expect(retrySends(head, { ids: [id], acceptRisk: false })).rejects.toMatchObject({
      code: 'send.risk_not_accepted',
      data: { count: 1 },
    })
    await t.drain()
    expect(arrived()).toBe(1)
  })

  it('is nobody’s to retry who does not see the group', async () => {
    const { id } = await unknown()
    const stranger = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(retrySends(stranger, { ids: [id], acceptRisk: true })).rejects.toMatchObject({ code: 'send.not_found' })
    await expect(settleSends(stranger, { ids: [id], as: 'sent' })).rejects.toMatchObject({ code: 'send.not_found' })
    await expect(getSend(stranger, { id })).rejects.toMatchObject({ code: 'send.not_found' })
    expect((await listSends(stranger, page)).items).toEqual([])
    const other = await (await t.workspace()).as('head')
    await expect(retrySends(other, { ids: [id], acceptRisk: true })).rejects.toMatchObject({ code: 'send.not_found' })
  })

  it('goes again once accepted; the decision is in the lineage and the audit', async () => {
    const { id } = await unknown()
    expect(await retrySends(head, { ids: [id], acceptRisk: true })).toEqual({ changed: 1 })
    expect(await retrySends(head, { ids: [id], acceptRisk: true })).toEqual({ changed: 0 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 1 })
    expect(arrived()).toBe(2)
    const { lineage } = await getSend(head, { id })
    expect(lineage.map((entry) => [entry.outcome, entry.reason])).toEqual([
      ['unknown', 'no_answer'],
      ['retry_by_person', 'risk_accepted'],
    ])
    expect(lineage[1]?.staff).not.toBeNull()
    expect(await ws.ctx.db.rows(sql`select verb, after from audit where workspace_id = ${ws.id}`)).toEqual([
      { verb: 'send.retry', after: { state: 'planned', riskAccepted: true } },
    ])
    await expect(retrySends(head, { ids: [id], acceptRisk: true })).rejects.toMatchObject({ code: 'send.not_retryable' })
  })

  it('is settled by a person who looked', async () => {
    const { id } = await unknown()
    expect(await settleSends(head, { ids: [id], as: 'sent' })).toEqual({ changed: 1 })
    await expect(settleSends(head, { ids: [id], as: 'failed' })).rejects.toMatchObject({ code: 'send.not_retryable' })
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'sent', reason: 'by_person' }])
  })

  it('shows on today with the way to the rows behind it', async () => {
    await unknown()
    expect(await todaySends.wrong?.(head)).toEqual([
      {
        key: 'send.trouble.unknown',
        params: { count: 1, reason: '@send.reason.no_answer' },
        severity: 'error',
        href: '/sends?state=unknown&reason=no_answer',
      },
    ])
    expect(await sendCounts(head, {})).toEqual({ items: [{ state: 'unknown', reason: 'no_answer', count: 1 }] })
    expect(await todaySends.wrong?.(await ws.as('owner', { scope: { kind: 'own' } }))).toEqual([])
  })
})

describe('retrying what certainly did not arrive', () => {
  it('needs no risk accepted', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id)
    script.faults = { ...noFaults, delivery: () => 'refuse' }
    await t.drain()
    script.faults = noFaults
    const [refused] = await sends(ws.ctx)
    expect(refused).toMatchObject({ state: 'refused', reason: 'quota_gone' })
    await retrySends(head, { ids: [refused?.id ?? 0], acceptRisk: false })
    await t.drain()
    expect([await states(ws.ctx), arrived()]).toEqual([{ sent: 1 }, 1])
  })

  it('by the engine backs off and gives up in the end', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id)
    script.faults = { ...noFaults, delivery: () => 'retry' }
    for (let hour = 0; hour < 8; hour++) {
      await t.drain()
      t.clock.advance({ hours: 1 })
    }
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'failed', reason: 'too_many_attempts', attempts: 8 }])
    expect(arrived()).toBe(0)
  })
})

describe('cancelling', () => {
  it('takes back what has not left, not what has', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id)
    await t.drain()
    await plan(ws.ctx, id, { stepId: 2, notBefore: new Date('2026-11-03T05:00:00Z') })
    const [gone, waiting] = await sends(ws.ctx)
    await expect(cancelSends(head, { ids: [gone?.id ?? 0] })).rejects.toMatchObject({
      code: 'send.not_cancellable',
      data: { state: 'sent' },
    })
    await expect(cancelSends(head, { ids: [waiting?.id ?? 0, 999_999] })).rejects.toMatchObject({ code: 'send.not_found' })
    expect(await cancelSends(head, { ids: [waiting?.id ?? 0] })).toEqual({ changed: 1 })
    expect(await cancelSends(head, { ids: [waiting?.id ?? 0] })).toEqual({ changed: 0 })
    t.clock.advance({ days: 1 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ cancelled: 1, sent: 1 })
  })
})

describe('the list', () => {
  it('pages by number, filters by everything on screen, and shows own groups only', async () => {
    const mine = await makeCommunity(ws.ctx, 3)
    const other = await makeCommunity(ws.ctx, 0)
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    await putStaff(ws.ctx, mine.id, owner.actor.kind === 'staff' ? owner.actor.staffId : 0)
    await plan(ws.ctx, mine.id, { to: mine.members })
    await plan(ws.ctx, other.id, { runId: 8 })
    await plan(ws.ctx, other.id, { runId: 9, source: 'manual', content: { parts: [{ kind: 'text', text: '{owner}' }] } })
    await t.drain()
    const first = await listSends(head, { limit: 3 })
    const second = await listSends(head, { limit: 3, cursor: first.next ?? '' })
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, null])
    expect(first.total).toEqual({ count: 5, exact: true })
    const count = async (filter: object, ctx = head) => (await listSends(ctx, { ...page, ...filter })).items.length
    expect(await count({ state: 'sent' })).toBe(4)
    expect(await count({ state: 'needs_person,unknown', reason: 'missing_variable' })).toBe(1)
    expect(await count({ communityId: mine.id })).toBe(3)
    expect(await count({ memberId: mine.members[0] })).toBe(1)
    expect(await count({ runId: 8 })).toBe(1)
    expect(await count({ announcementId: 9 })).toBe(1)
    expect(await count({ channel: 'recording', from: '2026-11-03', to: '2026-11-03' })).toBe(5)
    expect(await count({ from: '2026-11-04' })).toBe(0)
    expect(await count({}, owner)).toBe(3)
    await expect(listSends(head, { ...page, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'kernel.invalid_input' })
  })
})

describe('a channel in which a person presses send', () => {
  it('reports later what became of it, once', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, id)
    await ws.ctx.db.exec(sql`
      update send set state = 'needs_person', reason = 'confirm_by_sender', external_id = 'msg-1', worker = 'w' where workspace_id = ${ws.id}`)
    const report = [{ externalId: 'msg-1', outcome: { kind: 'sent' as const, externalId: 'msg-1', at: ws.ctx.clock.now() } }]
    expect(await settleByChannel(ws.ctx, 'recording', [{ ...report[0], externalId: 'msg-2' } as (typeof report)[0]])).toBe(0)
    expect(await settleByChannel(ws.ctx, 'recording', report)).toBe(1)
    expect(await settleByChannel(ws.ctx, 'recording', report)).toBe(0)
    expect(await states(ws.ctx)).toEqual({ sent: 1 })
  })
})
