import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, makeGroup, putStaff, staffIdOf, taskWorld } from './fixture/task-world.ts'
import { completeTasks, notifyStaff } from './index.ts'
import { assignees, listNotices } from './read-notices.ts'
import { listTasks } from './read-task-list.ts'
import { today } from './read-today.ts'
import { todaySources } from './today-source.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let owner: Ctx
let mine: number
let other: number
beforeAll(async () => {
  const late = { at: new Date('2026-11-03T09:00:00Z'), title: { text: '晚间话题' }, community: null, count: 1, href: '/runs' }
  const soon = { ...late, at: new Date('2026-11-03T05:00:00Z'), title: { text: '午间接龙' } }
  const first = todaySources.of({ name: 'first', next: async () => [late] })
  const second = todaySources.of({
    name: 'second',
    next: async () => [soon],
    wrong: async () => [{ key: 'send.trouble.unknown', params: { count: 1 }, severity: 'error', href: '/sends' }],
  })
  t = await taskWorld({ provides: [first, second] })
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
  head = await ws.as('head')
  owner = await ws.as('owner', { scope: { kind: 'own' } })
  mine = await makeGroup(ws.ctx)
  other = await makeGroup(ws.ctx)
  await putStaff(ws.ctx, mine, owner)
})

describe('today', () => {
  it('sorts work into confirm, now and later; what fires next comes soonest first', async () => {
    const confirm = await ask(ws.ctx, { kind: 'confirm', communityId: mine, stepId: 1 })
    const now = await ask(ws.ctx, { communityId: mine, stepId: 2 })
    const later = await ask(ws.ctx, { communityId: mine, stepId: 3, dueAt: new Date('2026-11-03T10:00:00Z') })
    const screen = await today(owner, { whose: 'mine' })
    expect([screen.confirm, screen.now, screen.later].map((tasks) => tasks.map((task) => task.id))).toEqual([[confirm], [now], [later]])
    expect(screen.next.map((line) => line.title)).toEqual([{ text: '午间接龙' }, { text: '晚间话题' }])
    expect(screen.wrong).toHaveLength(1)
    expect(screen.stopped).toBe(false)
  })

  it('is one’s own work, or everybody’s one may see', async () => {
    await ask(ws.ctx, { communityId: mine, stepId: 1 })
    await ask(ws.ctx, { communityId: other, stepId: 2 })
    await ask(ws.ctx, { stepId: 3, assignee: { staffId: staffIdOf(head) } })
    const count = async (ctx: Ctx, whose: 'mine' | 'all') => (await today(ctx, { whose })).counts.open
    expect([await count(owner, 'mine'), await count(owner, 'all')]).toEqual([1, 1])
    expect([await count(head, 'mine'), await count(head, 'all')]).toEqual([1, 3])
  })

  it('counts what is late and what was done since midnight of the workspace, and shows the kill switch', async () => {
    const id = await ask(ws.ctx, { communityId: mine, stepId: 1, expiresAt: new Date('2026-11-03T08:00:00Z') })
    await ask(ws.ctx, { communityId: mine, stepId: 2, dueAt: new Date('2026-11-03T03:00:00Z') })
    await completeTasks(owner, { ids: [id], outcome: 'done' })
    await t.system.db.exec(sql`update workspace set sends_stopped = true where id = ${ws.id}`)
    expect(await today(owner, { whose: 'mine' })).toMatchObject({ counts: { open: 1, overdue: 1, doneToday: 1 }, stopped: true })
    t.clock.set('2026-11-03T16:00:00Z')
    expect((await today(owner, { whose: 'mine' })).counts.doneToday).toBe(0)
  })
})

describe('the list of tasks', () => {
  it('pages and filters', async () => {
    const ids = []
    for (let stepId = 1; stepId <= 5; stepId++)
      ids.push(await ask(ws.ctx, { communityId: stepId < 4 ? mine : other, stepId, kind: stepId === 1 ? 'review' : 'do' }))
    await completeTasks(head, { ids: ids.slice(0, 1), outcome: 'done' })
    const list = async (filter: object, ctx = head) =>
      (await listTasks(ctx, { limit: 50, whose: 'all', ...filter })).items.map((task) => task.id)
    const page = await listTasks(head, { limit: 2, whose: 'all' })
    expect(page.total).toEqual({ count: 5, exact: true })
    expect(await list({ cursor: page.next ?? '' })).toEqual(ids.slice(0, 3).toReversed())
    expect(await list({ state: 'done,expired' })).toEqual(ids.slice(0, 1))
    expect(await list({ kind: 'review' })).toEqual(ids.slice(0, 1))
    expect(await list({ communityId: other })).toEqual(ids.slice(3).toReversed())
    expect(await list({ assigneeId: staffIdOf(owner) })).toEqual(ids.slice(0, 3).toReversed())
    expect(await list({}, owner)).toEqual(ids.slice(0, 3).toReversed())
    t.clock.advance({ hours: 1 })
    expect(await list({ overdue: true })).toEqual(ids.slice(1).toReversed())
  })
})

describe('telling staff', () => {
  it('tells the holders of the post in the group, or everybody of the role where nobody holds it; the same thing once', async () => {
    const told = { post: 'owner', communityId: mine, title: { text: '有人要退款' }, dedupe: 'refund-1' }
    expect(await notifyStaff(ws.ctx, [told])).toBe(1)
    expect(await notifyStaff(ws.ctx, [told])).toBe(0)
    expect(await notifyStaff(ws.ctx, [{ ...told, communityId: other, post: 'head' }])).toBe(1)
    expect((await listNotices(owner, { limit: 10 })).items).toHaveLength(1)
    expect((await listNotices(head, { limit: 10 })).items).toHaveLength(1)
  })

  it('shows to whom work can be handed, the least laden first', async () => {
    await ask(ws.ctx, { communityId: mine })
    expect((await assignees(head)).items.map((one) => [one.id, one.open])).toEqual([
      [staffIdOf(head), 0],
      [staffIdOf(owner), 1],
    ])
  })

  it('finds by a part of the name who stands behind the first fifty, and nobody of another workspace', async () => {
    const call = (one: Ctx, name: string) =>
      one.db.exec(sql`update staff set display_name = ${name} where workspace_id = ${one.workspaceId} and id = ${staffIdOf(one)}`)
    const elsewhere = await t.workspace()
    await call(await elsewhere.as('operator'), 'zzz Far')
    const crowd = await Promise.all(Array.from({ length: 52 }, () => ws.as('operator')))
    await call(crowd[0] as Ctx, 'zzz Near')
    const all = (await assignees(head)).items
    expect([all.length, all.some((one) => one.name === 'zzz Near')]).toEqual([50, false])
    expect((await assignees(head, { q: 'ZZ' })).items.map((one) => one.name)).toEqual(['zzz Near'])
    expect((await assignees(head, { q: '%' })).items).toEqual([])
  })
})
