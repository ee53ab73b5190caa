import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelTasks } from './cancel-tasks.ts'
import { createTask } from './create-task.ts'
import { ask, events, makeGroup, putStaff, rows, staffIdOf, taskWorld } from './fixture/task-world.ts'
import { cancelTasksOfRuns, completeTasks, openTasks } from './index.ts'
import { listNotices, readNotices } from './read-notices.ts'
import { getTask } from './read-task-list.ts'
import { reassignTasks } from './reassign-tasks.ts'
import { type ClosedTask, taskHandlers } from './task-handler.ts'

const handled: string[] = []
const tell = (how: string, tasks: readonly ClosedTask[]) => {
  handled.push(`${how} ${tasks.length}`)
}

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let owner: Ctx
let stranger: Ctx
let group: number
beforeAll(async () => {
  const review = taskHandlers.of({
    kind: 'review',
    done: async (_ctx, tasks, answer) => tell(`done:${answer.outcome}:${answer.text}`, tasks),
    dropped: async (_ctx, tasks, how) => tell(how, tasks),
    preview: async (_ctx, tasks) =>
      new Map(tasks.map((task) => [task.id, { text: '截图', editable: false, recipients: 1, toGroup: false }])),
  })
  t = await taskWorld({ provides: [review] })
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-03T04:00:00Z')
  handled.length = 0
  ws = await t.workspace()
  head = await ws.as('head')
  owner = await ws.as('owner', { scope: { kind: 'own' } })
  stranger = await ws.as('owner', { scope: { kind: 'own' } })
  group = await makeGroup(ws.ctx)
  await putStaff(ws.ctx, group, owner)
})

describe('who may touch a task', () => {
  it('is not somebody of another group or workspace', async () => {
    const id = await ask(ws.ctx, { communityId: group })
    const other = await (await t.workspace()).as('head')
    for (const ctx of [stranger, other]) {
      await expect(completeTasks(ctx, { ids: [id], outcome: 'done' })).rejects.toMatchObject({ code: 'task.not_found' })
      await expect(cancelTasks(ctx, { ids: [id] })).rejects.toMatchObject({ code: 'task.not_found' })
      await expect(reassignTasks(ctx, { ids: [id], staffId: staffIdOf(ctx) })).rejects.toMatchObject({ code: 'task.not_found' })
      await expect(getTask(ctx, { id })).rejects.toMatchObject({ code: 'task.not_found' })
    }
    expect(await rows(ws.ctx)).toMatchObject([{ state: 'open' }])
  })

  it('may see it by chapter', async () => {
    const inChapter = await ask(ws.ctx, { communityId: await makeGroup(ws.ctx, '杭州') })
    const lead = await ws.as('owner', { scope: { kind: 'chapter', chapters: ['杭州'] } })
    expect(await getTask(lead, { id: inChapter })).toMatchObject({ id: inChapter })
    await expect(getTask(lead, { id: await ask(ws.ctx, { stepId: 2, communityId: group }) })).rejects.toMatchObject({
      code: 'task.not_found',
    })
  })
})

describe('opening', () => {
  it('finds the holder of the post, else the owner, else leaves it to the role', async () => {
    const seller = await ws.as('sales')
    await putStaff(ws.ctx, group, seller, 'sales')
    await ask(ws.ctx, { stepId: 1, communityId: group, assignee: { post: 'sales' } })
    await ask(ws.ctx, { stepId: 2, communityId: group, assignee: { post: 'lecturer' } })
    await ask(ws.ctx, { stepId: 3, communityId: await makeGroup(ws.ctx) })
    expect((await rows(ws.ctx)).map((row) => row.assignee)).toEqual([staffIdOf(seller), staffIdOf(owner), null])
  })

  it('gives what is for the head of operations to them, though the group has an owner', async () => {
    await ask(ws.ctx, { communityId: group, assignee: { post: 'head' } })
    expect((await rows(ws.ctx)).map((row) => row.assignee)).toEqual([staffIdOf(head)])
  })

  it('opens each touch once, and tells the log', async () => {
    await ask(ws.ctx, { communityId: group })
    const again = await openTasks(ws.ctx, [
      {
        source: 'playbook',
        kind: 'do',
        title: { text: 'x' },
        assignee: { post: 'owner' },
        runId: 7,
        stepId: 1,
        communityId: group,
        dueAt: ws.ctx.clock.now(),
      },
    ])
    expect(again).toEqual([])
    expect(await events(ws.ctx, 'task.opened')).toMatchObject([
      { communityId: group, runId: 7, data: { stepId: 1, assigneeStaffId: staffIdOf(owner) } },
    ])
  })

  it('opens a thousand in as many statements as one', async () => {
    const before = t.database.statements()
    await openTasks(
      ws.ctx,
      Array.from({ length: 1000 }, (_, index) => ({
        source: 'playbook' as const,
        kind: 'do' as const,
        title: { text: '回访' },
        assignee: { post: 'owner' },
        runId: 7,
        memberId: index + 1,
        communityId: group,
        dueAt: ws.ctx.clock.now(),
      })),
    )
    // The tasks; numbers for their events, and those by COPY.
    expect(t.database.statements() - before).toBe(3)
    expect(await rows(ws.ctx)).toHaveLength(1000)
  })
})

describe('finishing', () => {
  it('takes only one of the task’s outcomes', async () => {
    const id = await ask(ws.ctx, { communityId: group })
    await expect(completeTasks(owner, { ids: [id], outcome: 'later' })).rejects.toMatchObject({ code: 'task.unknown_outcome' })
  })

  it('writes who, when and whether on time; the same answer again is one answer', async () => {
    const id = await ask(ws.ctx, { communityId: group, expiresAt: new Date('2026-11-03T06:00:00Z') })
    await completeTasks(owner, { ids: [id], outcome: 'done', note: '聊了十分钟' })
    await completeTasks(owner, { ids: [id], outcome: 'done' })
    expect(await events(ws.ctx, 'task.done')).toMatchObject([
      { runId: 7, data: { outcome: 'done', staffId: staffIdOf(owner), onTime: true } },
    ])
    expect(await getTask(owner, { id })).toMatchObject({ state: 'done', note: '聊了十分钟', doneBy: { id: staffIdOf(owner) } })
    expect(await ws.ctx.db.rows(sql`select verb from audit where workspace_id = ${ws.id}`)).toEqual([{ verb: 'task.complete' }])
  })

  it('by two at once with different answers lets one win and tells the other who', async () => {
    const options = ['yes', 'no'].map((outcome) => ({ outcome, label: { text: outcome } }))
    const id = await ask(ws.ctx, { kind: 'decide', communityId: group, options })
    const settled = await Promise.allSettled([
      completeTasks(owner, { ids: [id], outcome: 'yes' }),
      completeTasks(head, { ids: [id], outcome: 'no' }),
    ])
    expect(settled.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = settled.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'task.already_closed', data: { state: 'done' } })
    expect(await events(ws.ctx, 'task.done')).toHaveLength(1)
  })

  it('of many hands them to their handler together, with the person’s words for a single one', async () => {
    const ids = [
      await ask(ws.ctx, { kind: 'review', stepId: 1, communityId: group }),
      await ask(ws.ctx, { kind: 'review', stepId: 2, communityId: group }),
    ]
    await completeTasks(owner, { ids, outcome: 'done', text: '给一条的话' })
    const one = await ask(ws.ctx, { kind: 'review', stepId: 3, communityId: group })
    expect(await getTask(owner, { id: one })).toMatchObject({ preview: { text: '截图', recipients: 1 } })
    await completeTasks(owner, { ids: [one], outcome: 'done', text: '通过' })
    expect(handled).toEqual(['done:done:null 2', 'done:done:通过 1'])
  })
})

describe('time, and dropping', () => {
  it('closes what nobody did, once, and tells handler and log', async () => {
    await ask(ws.ctx, { kind: 'review', communityId: group, expiresAt: new Date('2026-11-03T05:00:00Z') })
    await t.drain()
    expect(handled).toEqual([])
    t.clock.set('2026-11-03T05:00:00Z')
    await t.drain()
    await t.drain()
    expect(handled).toEqual(['expired 1'])
    expect(await events(ws.ctx, 'task.expired')).toMatchObject([{ communityId: group, runId: 7, data: { stepId: 1 } }])
  })

  it('cancels open ones; done ones stay done', async () => {
    const id = await ask(ws.ctx, { communityId: group })
    const done = await ask(ws.ctx, { stepId: 2, communityId: group })
    await completeTasks(owner, { ids: [done], outcome: 'done' })
    await expect(cancelTasks(owner, { ids: [id, done] })).rejects.toMatchObject({ code: 'task.already_closed' })
    await cancelTasks(owner, { ids: [id], reason: '会员已离开' })
    await cancelTasks(owner, { ids: [id] })
    expect((await rows(ws.ctx)).map((row) => row.state)).toEqual(['cancelled', 'done'])
    expect(await events(ws.ctx, 'task.cancelled')).toHaveLength(1)
  })

  it('cancels the open ones of a run, or of members who left it', async () => {
    for (const memberId of [1, 2, 3]) await ask(ws.ctx, { communityId: group, memberId })
    await ask(ws.ctx, { communityId: group, runId: 8 })
    expect(await cancelTasksOfRuns(ws.ctx, [7], [2])).toBe(1)
    expect(await cancelTasksOfRuns(ws.ctx, [7])).toBe(2)
    expect((await rows(ws.ctx)).map((row) => row.state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'open'])
  })
})

describe('handing over and making by hand', () => {
  it('refuses somebody who is not staff', async () => {
    const id = await ask(ws.ctx, { communityId: group })
    await expect(reassignTasks(head, { ids: [id], staffId: 999_999 })).rejects.toMatchObject({ code: 'task.staff_not_found' })
    const form = { title: '买水果', assigneeId: 999_999, communityId: null, memberId: null, dueAt: ws.ctx.clock.now() }
    await expect(createTask(head, form)).rejects.toMatchObject({ code: 'task.staff_not_found' })
  })

  it('refuses a task in a group one does not see', async () => {
    const form = { title: '买水果', assigneeId: null, communityId: group, memberId: null, dueAt: ws.ctx.clock.now() }
    await expect(createTask(stranger, form)).rejects.toMatchObject({ code: 'task.not_found' })
    expect(await rows(ws.ctx)).toEqual([])
  })

  it('rings the bell of who gets it, once, and reading it quiets it', async () => {
    const id = await ask(ws.ctx, { communityId: group })
    await reassignTasks(head, { ids: [id], staffId: staffIdOf(stranger) })
    await reassignTasks(head, { ids: [id], staffId: staffIdOf(stranger) })
    await createTask(head, {
      title: '买水果',
      assigneeId: staffIdOf(stranger),
      communityId: null,
      memberId: null,
      dueAt: ws.ctx.clock.now(),
    })
    const told = await listNotices(stranger, { limit: 10 })
    expect(told).toMatchObject({ unread: 2, items: [{ title: { key: 'task.notice.assigned' }, read: false }, {}] })
    await readNotices(stranger, { upTo: told.items[0]?.id ?? 0 })
    expect((await listNotices(stranger, { limit: 10 })).unread).toBe(0)
    expect((await listNotices(head, { limit: 10 })).items).toEqual([])
    await completeTasks(stranger, { ids: [id], outcome: 'done' })
  })
})
