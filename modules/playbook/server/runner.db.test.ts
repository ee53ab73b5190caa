import { removeMember } from '@grove/community/server'
import { createTranslator } from '@grove/i18n'
import { completeTasks } from '@grove/task/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import words from '../locales/zh.json' with { type: 'json' }
import { changeRuns } from './change-runs.ts'
import { joinNew, openCommunity, openWorld, publish, sendsOf, start } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
let group: number
beforeAll(async () => {
  t = await openWorld()
})
beforeEach(async () => {
  t.clock.set('2026-11-01T00:00:00Z')
  ws = await t.workspace()
  group = await openCommunity(ws.ctx)
})
afterAll(() => t.close())

const at = async (moment: string) => {
  t.clock.set(moment)
  await t.drain()
}
const steps = async (runId: number) => (await sendsOf(ws, runId)).map((send) => `${send.step}/${send.memberId}/${send.state}`)

describe('the runner', () => {
  it('sends nothing before it is due, and each post once when it is', async () => {
    const playbookId = await publish(ws.ctx, [{ id: 'hello' }, { id: 'next', when: { day: 2, at: '10:00' } }])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T00:59:00Z')
    expect(await steps(run.id)).toEqual([])
    await at('2026-11-01T01:00:00Z')
    await t.drain()
    expect(await steps(run.id)).toEqual(['hello/0/sent'])
    await at('2026-11-02T02:00:30Z')
    expect(await steps(run.id)).toEqual(['hello/0/sent', 'next/0/sent'])
  })

  it('never does what was past due when it started', async () => {
    t.clock.set('2026-11-03T00:00:00Z')
    const playbookId = await publish(ws.ctx, [{ id: 'old' }, { id: 'today', when: { day: 3, at: '09:00' } }])
    const run = await start(ws.ctx, playbookId, group, '2026-11-01')
    await at('2026-11-03T01:00:00Z')
    expect(await steps(run.id)).toEqual(['today/0/sent'])
  })

  it('gives every member a track of their own, those who were there and those who join later', async () => {
    const playbookId = await publish(ws.ctx, [
      { id: 'welcome', track: 'member', when: { afterJoin: '10m' } },
      { id: 'second', track: 'member', when: { joinDay: 2, at: '10:00' } },
    ])
    const [early] = await joinNew(ws.ctx, group, ['Early'])
    await t.drain()
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T00:10:00Z')
    await at('2026-11-01T03:00:00Z')
    const [late] = await joinNew(ws.ctx, group, ['Late'])
    await t.drain()
    await at('2026-11-01T03:10:00Z')
    await at('2026-11-02T02:00:00Z')
    expect((await steps(run.id)).sort()).toEqual(
      [`second/${early}/sent`, `second/${late}/sent`, `welcome/${early}/sent`, `welcome/${late}/sent`].sort(),
    )
  })

  it('moves hundreds that stand alike by one decision, and splits them by their facts where a step asks', async () => {
    const members = await joinNew(
      ws.ctx,
      group,
      Array.from({ length: 200 }, (_, index) => `M${index}`),
    )
    await t.drain()
    await ws.ctx.db.exec(sql`update member set stage = 5 where workspace_id = ${ws.id} and id % 3 = 0`)
    const playbookId = await publish(
      ws.ctx,
      [
        { id: 'all', track: 'member', when: { joinDay: 1, at: '12:00' } },
        { id: 'some', track: 'member', when: { joinDay: 1, at: '13:00' }, if: { kind: 'stage', atLeast: 5 } },
      ],
      { limits: {} },
    )
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T04:00:00Z')
    await at('2026-11-01T05:00:00Z')
    const sends = await sendsOf(ws, run.id)
    expect(sends.filter((send) => send.step === 'all').length).toBe(200)
    expect(new Set(sends.filter((send) => send.step === 'some').map((send) => send.memberId))).toEqual(
      new Set(members.filter((id) => id % 3 === 0)),
    )
  })

  it('splits a group by the arms of a step, the same way every time', async () => {
    await joinNew(
      ws.ctx,
      group,
      Array.from({ length: 200 }, (_, index) => `M${index}`),
    )
    await t.drain()
    const variants = [
      { id: 'a', weight: 1, with: { text: 'A' } },
      { id: 'b', weight: 1, with: { text: 'B' } },
    ]
    const playbookId = await publish(ws.ctx, [{ id: 'ab', track: 'member', when: { joinDay: 1, at: '12:00' }, variants }])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T04:00:00Z')
    const sends = await sendsOf(ws, run.id)
    const a = sends.filter((send) => send.variant === 'a').length
    expect(sends.length).toBe(200)
    expect(a).toBeGreaterThan(65)
    expect(a).toBeLessThan(135)
  })

  it('asks a person, and lets what hangs on the answer follow', async () => {
    const playbookId = await publish(ws.ctx, [
      { id: 'call', who: 'owner', do: { kind: 'ask', instructions: 'Call them', script: 'Hello, it is me' } },
      { id: 'after', when: { after: 'call', delay: '1h' } },
    ])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T01:00:00Z')
    const [task] = await ws.ctx.db.rows<{ id: number; body: object; script: string }>(sql`
      select id, body, script from task where workspace_id = ${ws.id} and state = 'open'`)
    // What may be said to a member is told apart from what only staff should read.
    expect(task).toMatchObject({ body: { text: 'Call them' }, script: 'Hello, it is me' })
    expect(await steps(run.id)).toEqual([])
    await completeTasks(ws.ctx, { ids: [task?.id ?? 0], outcome: 'done' })
    await t.drain()
    await at('2026-11-01T02:00:00Z')
    expect(await steps(run.id)).toEqual(['after/0/sent'])
  })

  it('asks whoever owns the community about a step it missed, in words, and does what they say', async () => {
    const playbookId = await publish(ws.ctx, [{ id: 'news', title: 'News', misfire: 'ask' }])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T05:00:00Z')
    expect(await steps(run.id)).toEqual([])
    const [task] = await ws.ctx.db.rows<{ id: number; title: { key: string; params: object }; body: { key: string; params: object } }>(sql`
      select id, title, body from task where workspace_id = ${ws.id} and state = 'open'`)
    const t = createTranslator('zh', words)
    expect([task?.title, task?.body].map((one) => one && t(one.key, { ...one.params }))).toEqual([
      '错过了时间：News',
      '本该在 11月1日 09:00 发出。现在补发，还是跳过？',
    ])
    await completeTasks(ws.ctx, { ids: [task?.id ?? 0], outcome: 'send' })
    await at('2026-11-01T05:00:30Z')
    expect(await steps(run.id)).toEqual(['news/0/sent'])
  })

  it('lets a person press send, and takes the stand-in when nobody does', async () => {
    const playbookId = await publish(ws.ctx, [
      { id: 'press', confirm: true, fallback: { within: '2h', do: { kind: 'send', text: 'By itself' } } },
    ])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T01:00:00Z')
    expect(await steps(run.id)).toEqual(['press/0/needs_person'])
    await at('2026-11-01T03:00:00Z')
    await t.drain()
    expect(await steps(run.id)).toEqual(['press/0/expired', 'press!fallback/0/sent'])
  })

  it('pauses and resumes without making up for the time between', async () => {
    const playbookId = await publish(ws.ctx, [{ id: 'daily', when: { daily: 'all', at: '09:00' } }])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T01:00:00Z')
    await changeRuns(ws.ctx, { ids: [run.id], change: { kind: 'pause' } })
    await at('2026-11-02T01:00:00Z')
    await at('2026-11-03T01:00:00Z')
    await changeRuns(ws.ctx, { ids: [run.id], change: { kind: 'resume' } })
    await at('2026-11-04T01:00:00Z')
    expect((await sendsOf(ws, run.id)).length).toBe(2)
  })

  it('does nothing more for somebody who left', async () => {
    const playbookId = await publish(ws.ctx, [{ id: 'second', track: 'member', when: { joinDay: 2, at: '10:00' } }])
    const [one] = await joinNew(ws.ctx, group, ['One'])
    const run = await start(ws.ctx, playbookId, group)
    await t.drain()
    await removeMember(ws.ctx, {
      id: group,
      memberId: one ?? 0,
      rule: 'No advertising',
      evidence: 'Sent a flyer',
      mediaIds: [],
      mayRejoin: false,
    })
    await t.drain()
    await at('2026-11-02T02:00:00Z')
    expect((await steps(run.id)).filter((line) => line.endsWith('/sent'))).toEqual([])
  })
})
