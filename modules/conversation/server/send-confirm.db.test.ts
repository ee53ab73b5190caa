import { memoryStore, recordingChannel } from '@grove/channel-recording'
import type { Ctx } from '@grove/kernel/server'
import { completeTasks } from '@grove/task/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventKinds, liftLimits, makeCommunity, plan, putStaff, sends, sendWorld, states } from './fixture/send-world.ts'

const store = memoryStore()
let t: TestApp
let ws: TestWorkspace
let owner: Ctx

beforeAll(async () => {
  t = await sendWorld(recordingChannel({ store }))
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
  await liftLimits(ws.ctx)
  owner = await ws.as('owner', { scope: { kind: 'own' } })
})

const texts = () => store.all().flatMap((effect) => (effect.touch.startsWith(`${ws.id}-`) ? [effect.text] : []))
const tasks = () =>
  ws.ctx.db.rows<{ id: number; state: string; assignee: number | null }>(sql`
    select id, state, assignee_staff_id as assignee from task where workspace_id = ${ws.id} order by id`)

async function asked(members = 0) {
  const community = await makeCommunity(ws.ctx, members)
  await putStaff(ws.ctx, community.id, owner.actor.kind === 'staff' ? owner.actor.staffId : 0)
  await plan(ws.ctx, community.id, {
    ...(members > 0 ? { to: community.members } : {}),
    expiresAt: new Date('2026-11-03T06:00:00Z'),
    confirm: { title: '早安问候', why: '让新朋友第一天就听到声音' },
  })
  const [task] = await tasks()
  if (!task) throw new Error('nobody was asked')
  return { community, task }
}

describe('a send that asks first', () => {
  it('does not leave by itself, and asks the owner of the group once', async () => {
    const { community } = await asked(3)
    await plan(ws.ctx, community.id, { to: community.members, confirm: { title: '早安问候' } })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ needs_person: 3 })
    expect(await tasks()).toMatchObject([{ state: 'open', assignee: owner.actor.kind === 'staff' ? owner.actor.staffId : 0 }])
  })

  it('is not for somebody of another group to confirm', async () => {
    const { task } = await asked()
    const stranger = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(completeTasks(stranger, { ids: [task.id], outcome: 'send' })).rejects.toMatchObject({ code: 'task.not_found' })
    await expect(completeTasks(owner, { ids: [task.id], outcome: 'shout' })).rejects.toMatchObject({ code: 'task.unknown_outcome' })
    expect(await states(ws.ctx)).toEqual({ needs_person: 1 })
  })

  it('leaves when confirmed, all members with one tap', async () => {
    const { task } = await asked(3)
    await completeTasks(owner, { ids: [task.id], outcome: 'send' })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 3 })
    expect(await tasks()).toMatchObject([{ state: 'done' }])
  })

  it('leaves once when two taps race', async () => {
    const { task } = await asked()
    await Promise.all([1, 2].map(() => completeTasks(owner, { ids: [task.id], outcome: 'send' })))
    await t.drain()
    expect(texts()).toEqual(['早上好'])
    expect((await eventKinds(ws.ctx)).filter((kind) => kind === 'task.done')).toHaveLength(1)
  })

  it('says what the person wrote', async () => {
    const { task } = await asked()
    await completeTasks(owner, { ids: [task.id], outcome: 'send', text: '早呀，今天有雨，记得带伞' })
    await t.drain()
    expect(texts()).toEqual(['早呀，今天有雨，记得带伞'])
  })

  it('is over when skipped; a late "send" is told who decided', async () => {
    const { task } = await asked()
    await completeTasks(owner, { ids: [task.id], outcome: 'skip' })
    await expect(completeTasks(owner, { ids: [task.id], outcome: 'send' })).rejects.toMatchObject({
      code: 'task.already_closed',
      data: { state: 'done', outcome: 'skip' },
    })
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'cancelled', reason: 'declined' }])
  })

  it('expires with its task when nobody answers', async () => {
    await asked(2)
    t.clock.set('2026-11-03T06:00:00Z')
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([
      { state: 'expired', reason: 'not_confirmed' },
      { state: 'expired', reason: 'not_confirmed' },
    ])
    expect(await tasks()).toMatchObject([{ state: 'expired' }])
    expect((await eventKinds(ws.ctx)).toSorted()).toEqual(['send.expired', 'send.expired', 'task.expired', 'task.opened'])
  })
})
