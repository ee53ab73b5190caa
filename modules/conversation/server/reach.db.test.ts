import { memoryStore, recordingChannel } from '@grove/channel-recording'
import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeCommunity, sendWorld } from './fixture/send-world.ts'
import { memberReach } from './read-reach.ts'

const strangers = new Set<string>()
let t: TestApp
let ws: TestWorkspace
let member: number
let community: number

const counted = recordingChannel({
  kind: 'counted',
  store: memoryStore(),
  can: { confirmBySender: true },
  strangers,
  settings: [{ key: 'rule', kind: 'text', labelKey: 'x', required: false }],
  quota: { zone: 'Asia/Shanghai', ruleOf: () => ({ per: 'day', most: 1 }) },
})
const mute = recordingChannel({ kind: 'mute', store: memoryStore(), can: { sendToMember: false } })

const known = (ctx: Ctx, channel: string, externalId: string) =>
  ctx.db.exec(sql`
    insert into member_identity (workspace_id, member_id, channel, external_id) values (${ctx.workspaceId}, ${member}, ${channel}, ${externalId})`)
const bars = async () => (await memberReach(ws.ctx, { id: member })).items.map((one) => `${one.channel} ${one.why}`)
let sends = 0
const ended = async (state: string, reason: string | null) => {
  const { id } = await ws.ctx.db.one<{ id: number }>(sql`
    insert into content (workspace_id, hash, body) values (${ws.id}, ${`h${++sends}`}, '{"parts":[]}') returning id`)
  await ws.ctx.db.exec(sql`
    insert into send (workspace_id, source, run_id, step_id, occurrence, community_id, member_id, channel, content_id, state, reason, priority, not_before, created_at)
    values (${ws.id}, 1, 1, ${++sends}, 0, ${community}, ${member}, 'counted', ${id}, ${state}, ${reason}, 0, ${t.clock.now()}, ${t.clock.now()})`)
}

beforeAll(async () => {
  t = await sendWorld(counted, mute)
})
afterAll(() => t.close())
beforeEach(async () => {
  // Tuesday noon in Shanghai.
  t.clock.set('2026-11-03T04:00:00Z')
  strangers.clear()
  ws = await t.workspace()
  const made = await makeCommunity(ws.ctx, 1, { channel: 'counted' })
  community = made.id
  member = made.members[0] ?? 0
})

describe('what stands in the way of a private message', () => {
  it('is told to nobody who may not see the member', async () => {
    const elsewhere = await t.workspace()
    await expect(memberReach(elsewhere.ctx, { id: member })).rejects.toMatchObject({ code: 'kernel.not_found' })
    const away = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(memberReach(away, { id: member })).rejects.toMatchObject({ code: 'kernel.not_found' })
  })

  it('is nothing where no channel knows the member', async () => {
    expect(await bars()).toEqual([])
  })

  it('is what the channel cannot do, or that somebody has to confirm', async () => {
    await known(ws.ctx, 'mute', 'a')
    await known(ws.ctx, 'counted', 'wm1')
    expect(await bars()).toEqual(['counted confirm', 'mute send_member'])
  })

  it('is that nobody has them as a contact, as long as none of their names is one', async () => {
    await known(ws.ctx, 'counted', 'wm1')
    strangers.add('wm1')
    expect(await bars()).toEqual(['counted no_contact'])
    await known(ws.ctx, 'counted', 'wm2')
    expect(await bars()).toEqual(['counted confirm'])
  })

  it('is the last word of the channel, until a message arrives', async () => {
    await known(ws.ctx, 'counted', 'wm1')
    await ended('refused', 'not_reachable')
    expect(await bars()).toEqual(['counted not_reachable'])
    await ended('refused', 'content_refused')
    expect(await bars()).toEqual(['counted not_reachable'])
    await ended('sent', null)
    expect(await bars()).toEqual(['counted confirm'])
    await ended('refused', 'blocked_by_member')
    expect(await bars()).toEqual(['counted blocked_by_member'])
  })

  it('is the platform’s quota, by our count or by its own word, until the next period', async () => {
    await known(ws.ctx, 'counted', 'wm1')
    const { id: account } = await ws.ctx.db.one<{ id: number }>(sql`
      insert into channel_account (workspace_id, kind, name, settings, created_at)
      values (${ws.id}, 'counted', '露营工厂', '{}'::jsonb, ${t.clock.now()}) returning id`)
    expect(await bars()).toEqual(['counted confirm'])
    await ws.ctx.db.exec(sql`
      insert into quota_use (workspace_id, send_id, key, account_id, receiver, day, state, at)
      values (${ws.id}, 0, 'x', ${account}, 'wm1', '2026-11-03', 'used', ${t.clock.now()})`)
    expect((await memberReach(ws.ctx, { id: member })).items).toEqual([
      { channel: 'counted', why: 'quota', at: null, until: new Date('2026-11-03T16:00:00Z') },
    ])
    t.clock.set('2026-11-03T16:00:00Z')
    expect(await bars()).toEqual(['counted confirm'])
    await ws.ctx.db.exec(sql`
      insert into quota_receiver (workspace_id, account_id, receiver, full_on) values (${ws.id}, ${account}, 'wm1', '2026-11-04')`)
    expect(await bars()).toEqual(['counted quota'])
  })
})
