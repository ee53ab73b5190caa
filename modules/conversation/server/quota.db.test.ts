import { memoryStore, recordingChannel } from '@grove/channel-recording'
import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelSends } from './cancel-sends.ts'
import { conversationHost } from './channel-host.ts'
import { liftLimits, makeCommunity, plan, sends, sendWorld, states } from './fixture/send-world.ts'

const refused = new Set<string>()
const waits = new Set<number>()
let t: TestApp
let ws: TestWorkspace
let account: number

const counted = () => {
  const channel = recordingChannel({
    kind: 'counted',
    store: memoryStore(),
    settings: [{ key: 'rule', kind: 'text', labelKey: 'x', required: false }],
    quota: {
      zone: 'Asia/Shanghai',
      ruleOf: ({ settings }) => ({ per: (settings['per'] ?? 'day') as 'day', most: settings['most'] ? Number(settings['most']) : 1 }),
    },
  })
  return {
    ...channel,
    deliver: async (...[ctx, batch, signal]: Parameters<typeof channel.deliver>) => {
      const answers = await channel.deliver(ctx, batch, signal)
      return answers.map((answer) => {
        const delivery = batch.deliveries.find((one) => one.touch === answer.touch)
        if (refused.has(delivery?.group.externalId ?? ''))
          return { touch: answer.touch, outcome: { kind: 'refused' as const, reason: 'quota_gone' as const } }
        if (waits.has(delivery?.communityId ?? 0))
          return {
            touch: answer.touch,
            outcome: { kind: 'needs_person' as const, reason: 'confirm_by_sender' as const, externalId: answer.touch },
          }
        return answer
      })
    },
  }
}

async function setRule(ctx: Ctx, settings: Readonly<Record<string, string>>): Promise<void> {
  await ctx.db.exec(sql`
    update channel_account set settings = ${JSON.stringify(settings)}::jsonb where workspace_id = ${ctx.workspaceId} and id = ${account}`)
}

async function group(ctx: Ctx, members = 0): Promise<{ id: number; members: number[]; chat: string }> {
  const made = await makeCommunity(ctx, members, { channel: 'counted' })
  const chat = `wr${made.id}`
  await ctx.db.exec(sql`
    insert into channel_group (workspace_id, community_id, account_id, external_id) values (${ctx.workspaceId}, ${made.id}, ${account}, ${chat})`)
  await ctx.db.exec(sql`
    insert into member_identity (workspace_id, member_id, channel, external_id)
    select ${ctx.workspaceId}, m.id, 'counted', 'wm' || m.id from unnest(${made.members}::bigint[]) as m (id)`)
  return { ...made, chat }
}

const ledger = (ctx: Ctx) =>
  ctx.db.rows<{ receiver: string; state: string; day: string }>(sql`
    select receiver, state, day from quota_use where workspace_id = ${ctx.workspaceId} order by send_id, key`)
const why = async (ctx: Ctx) => (await sends(ctx)).map((send) => `${send.state}${send.heldReason ? `:${send.heldReason}` : ''}`)

beforeAll(async () => {
  t = await sendWorld(counted(), recordingChannel())
})
afterAll(() => t.close())
beforeEach(async () => {
  // Tuesday noon in Shanghai.
  t.clock.set('2026-11-03T04:00:00Z')
  refused.clear()
  waits.clear()
  ws = await t.workspace()
  await liftLimits(ws.ctx)
  const { id } = await ws.ctx.db.one<{ id: number }>(sql`
    insert into channel_account (workspace_id, kind, name, settings, created_at)
    values (${ws.ctx.workspaceId}, 'counted', '露营工厂', '{}'::jsonb, ${t.clock.now()}) returning id`)
  account = id
})

describe('what a platform lets a receiver have', () => {
  it('holds what exceeds it until the next period, and says why', async () => {
    const { id } = await group(ws.ctx)
    await plan(ws.ctx, id)
    await plan(ws.ctx, id, { stepId: 2, exempt: true })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['sent', 'held:platform_quota'])
    expect((await sends(ws.ctx))[1]?.notBefore).toEqual(new Date('2026-11-03T16:00:00Z'))
    t.clock.set('2026-11-03T16:00:00Z')
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['sent', 'sent'])
    expect(await ledger(ws.ctx)).toEqual([
      { receiver: `wr${id}`, state: 'used', day: '2026-11-03' },
      { receiver: `wr${id}`, state: 'used', day: '2026-11-04' },
    ])
  })

  it('ends what would be too late by then', async () => {
    const { id } = await group(ws.ctx)
    await plan(ws.ctx, id)
    await plan(ws.ctx, id, { stepId: 2, expiresAt: new Date('2026-11-03T12:00:00Z') })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['sent', 'expired:platform_quota'])
  })

  it('counts each member by themselves, over all communities, apart from the group', async () => {
    const first = await group(ws.ctx, 2)
    const second = await group(ws.ctx)
    await plan(ws.ctx, first.id, { to: first.members })
    await plan(ws.ctx, first.id, { stepId: 2 })
    await plan(ws.ctx, second.id, { runId: 8, to: first.members.slice(0, 1) })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ held: 1, sent: 3 })
  })

  it('leaves channels that do not count alone', async () => {
    const other = await makeCommunity(ws.ctx, 0)
    await plan(ws.ctx, other.id)
    await plan(ws.ctx, other.id, { stepId: 2 })
    await t.drain()
    expect([await states(ws.ctx), await ledger(ws.ctx)]).toEqual([{ sent: 2 }, []])
  })

  it('follows the rule of the account, also when it changes', async () => {
    await setRule(ws.ctx, { per: 'week', most: '2' })
    const { id } = await group(ws.ctx)
    for (const stepId of [1, 2, 3]) await plan(ws.ctx, id, { stepId })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['sent', 'sent', 'held:platform_quota'])
    expect((await sends(ws.ctx))[2]?.notBefore).toEqual(new Date('2026-11-08T16:00:00Z'))
    await setRule(ws.ctx, { per: 'month', most: '30' })
    await plan(ws.ctx, id, { stepId: 4 })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['sent', 'sent', 'held:platform_quota', 'sent'])
  })
})

describe('the last share', () => {
  it('is reserved when planned, and goes to the higher priority', async () => {
    const { id } = await group(ws.ctx)
    const evening = new Date('2026-11-03T10:00:00Z')
    await plan(ws.ctx, id, { notBefore: evening })
    await plan(ws.ctx, id, { stepId: 2 })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['planned', 'held:platform_quota'])
    await plan(ws.ctx, id, { stepId: 3, runId: 9, priority: 5 })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['planned', 'held:platform_quota', 'sent'])
    t.clock.set(evening)
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['held:platform_quota', 'held:platform_quota', 'sent'])
  })

  it('is free again when its send is cancelled', async () => {
    const { id } = await group(ws.ctx)
    await plan(ws.ctx, id, { notBefore: new Date('2026-11-03T10:00:00Z') })
    const [first] = await sends(ws.ctx)
    await cancelSends(ws.ctx, { ids: [first?.id ?? 0] })
    await plan(ws.ctx, id, { stepId: 2 })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['cancelled', 'sent'])
  })

  it('goes to one of two playbooks that plan at the same time', async () => {
    const { id } = await group(ws.ctx)
    for (let round = 1; round <= 8; round++) {
      t.clock.advance({ days: 1 })
      await Promise.all([1, 2, 3, 4].map((runId) => plan(ws.ctx, id, { runId, stepId: round })))
      const { count } = await ws.ctx.db.one<{ count: number }>(sql`
        select count(*)::int as count from quota_use where workspace_id = ${ws.ctx.workspaceId} and day = ${`2026-11-${String(3 + round).padStart(2, '0')}`}`)
      expect(count).toBe(1)
    }
  })

  it('goes to one of two workers that take it at the same time', async () => {
    const { id } = await group(ws.ctx)
    for (let round = 1; round <= 5; round++) {
      t.clock.advance({ days: 1 })
      await Promise.all(
        [1, 2].map((runId) => plan(ws.ctx, id, { runId, stepId: round, expiresAt: new Date(t.clock.now().getTime() + 3_600_000) })),
      )
      await Promise.all([t.drain(), t.drain()])
    }
    expect(await states(ws.ctx)).toEqual({ expired: 5, sent: 5 })
  })
})

describe('results', () => {
  it('keep the share of one that waits for its sender, and count on the day it arrived', async () => {
    const { id } = await group(ws.ctx)
    waits.add(id)
    await plan(ws.ctx, id)
    await t.drain()
    await plan(ws.ctx, id, { stepId: 2 })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['needs_person', 'held:platform_quota'])
    const [first] = await sends(ws.ctx)
    const at = new Date('2026-11-03T20:00:00Z')
    t.clock.set(at)
    await conversationHost.report(ws.ctx, 'counted', [
      { externalId: first?.externalId ?? '', outcome: { kind: 'sent', externalId: 'x', at } },
    ])
    await t.drain()
    // It arrived on the fourth, which is full now as well.
    expect(await why(ws.ctx)).toEqual(['sent', 'held:platform_quota'])
    expect(await ledger(ws.ctx)).toEqual([{ receiver: `wr${id}`, state: 'used', day: '2026-11-04' }])
  })

  it('that say a receiver has had enough stop what else is planned for it', async () => {
    await setRule(ws.ctx, { per: 'month', most: '30' })
    const { id, chat } = await group(ws.ctx)
    refused.add(chat)
    await plan(ws.ctx, id)
    await t.drain()
    refused.clear()
    await plan(ws.ctx, id, { stepId: 2 })
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['refused', 'held:platform_quota'])
    t.clock.set('2026-11-30T16:00:00Z')
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['refused', 'sent'])
  })

  it('of others count once, and only to their receiver', async () => {
    const { id, chat } = await group(ws.ctx)
    const other = await group(ws.ctx)
    const seen = [{ key: 'msg1', receiver: chat, at: t.clock.now() }]
    expect(await conversationHost.countOutside(ws.ctx, account, 'counted', seen)).toBe(1)
    expect(await conversationHost.countOutside(ws.ctx, account, 'counted', seen)).toBe(0)
    await plan(ws.ctx, id)
    await plan(ws.ctx, other.id)
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['held:platform_quota', 'sent'])
  })

  it('of another workspace change nothing here', async () => {
    const { id, chat } = await group(ws.ctx)
    const there = await t.workspace()
    await conversationHost.countOutside(there.ctx, account, 'counted', [{ key: 'msg1', receiver: chat, at: t.clock.now() }])
    await plan(ws.ctx, id)
    await t.drain()
    expect(await why(ws.ctx)).toEqual(['sent'])
  })
})
