import { addDays, dayOf } from '@grove/calendar'
import { storageFaults } from '@grove/db'
import { defineModule, requireRight } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { foundWorkspace } from './create-workspace.ts'
import { identity } from './index.ts'
import { listAudit } from './list-audit.ts'
import { getSendsSwitch, setSendsSwitch } from './switch-sends.ts'
import { updateWorkspace } from './update-workspace.ts'

let t: TestApp
let ws: TestWorkspace
const seeded: number[] = []
const seeding = {
  name: 'seeding',
  tier: 1,
  rights: {},
  api: [],
  seed: async (ctx: { workspaceId: number }) => void seeded.push(ctx.workspaceId),
} as const
const failing = { failed: false }
beforeAll(async () => {
  const breaking = defineModule({
    name: 'breaking',
    tier: 1,
    rights: {},
    api: [],
    seed: async () => {
      if (failing.failed) throw new Error('a seed that breaks')
    },
  })
  t = await testApp({ modules: [identity, seeding, breaking] })
})
afterAll(() => t.close())
beforeEach(async () => {
  ws = await t.workspace()
})

test('every table keeps the rules of storage', async () => {
  expect(await storageFaults(t.system.db)).toEqual([])
})

test('rows of another workspace do not exist, even for a statement that forgets the workspace', async () => {
  const other = await t.workspace()
  await setSendsSwitch(await other.as('head'), { stopped: true, reason: '' })
  const head = await ws.as('head')
  const counts = await head.db.one(sql`select (select count(*)::int from staff) as staff, (select count(*)::int from audit) as audits`)
  expect(counts).toEqual({ staff: 1, audits: 0 })
  expect(await head.db.exec(sql`update staff set display_name = 'taken over' where workspace_id = ${other.id}`)).toBe(0)
  await expect(
    head.db.exec(sql`
      insert into right_override (workspace_id, role, right_name, granted) values (${other.id}, 'viewer', 'audit.read', true)`),
  ).rejects.toThrow('row-level security')
})

test('a workspace is founded whole or not at all', async () => {
  const input = { name: '新店', zone: 'Asia/Shanghai', locale: 'zh' } as const
  const count = async () => (await t.system.db.one<{ count: number }>(sql`select count(*)::int as count from workspace`)).count
  const before = await count()
  failing.failed = true
  await expect(foundWorkspace(t.system, input)).rejects.toThrow('a seed that breaks')
  failing.failed = false
  expect(await count()).toBe(before)
  const ctx = await foundWorkspace(t.system, { ...input, demo: true })
  expect(seeded).toContain(ctx.workspaceId)
  expect(ctx.zone).toBe('Asia/Shanghai')
  expect((await listAudit(ctx, { limit: 5 })).items[0]).toMatchObject({ verb: 'workspace.create', actor: { kind: 'system' } })
})

test('settings are changed by those who may, audited, and count at once', async () => {
  const viewer = await ws.as('viewer')
  expect(() => requireRight(viewer, 'workspace.manage')).toThrow('kernel.forbidden')
  const head = await ws.as('head')
  expect(await updateWorkspace(head, { name: '青木', zone: 'Europe/Berlin' })).toMatchObject({
    name: '青木',
    zone: 'Europe/Berlin',
    locale: 'zh',
  })
  await updateWorkspace(head, { name: '青木' })
  expect((await t.system.enter(ws.id)).zone).toBe('Europe/Berlin')
  const { items } = await listAudit(head, { limit: 5 })
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({
    verb: 'workspace.update',
    before: { zone: 'Asia/Shanghai' },
    after: { zone: 'Europe/Berlin', name: '青木' },
    target: { kind: 'workspace', id: String(ws.id), name: null },
  })
})

test('the kill switch: once, with reason, told who; waking the senders when it is lifted', async () => {
  const operator = await ws.as('operator')
  let woken = 0
  const off = t.app.signals.on('sends', () => void woken++)
  expect(await getSendsSwitch(operator)).toMatchObject({ stopped: false, since: null })
  const stopped = await setSendsSwitch(operator, { stopped: true, reason: '发错价格了' })
  expect(stopped).toMatchObject({ stopped: true, reason: '发错价格了', by: expect.stringContaining('test') })
  expect(await setSendsSwitch(operator, { stopped: true, reason: '又按了一次' })).toMatchObject({ reason: '发错价格了' })
  expect(await setSendsSwitch(operator, { stopped: false, reason: '' })).toMatchObject({ stopped: false })
  off()
  expect(woken).toBe(2)
  const { items } = await listAudit(await ws.as('head'), { limit: 5, targetKind: 'workspace' })
  expect(items.map((row) => row.verb)).toEqual(['workspace.resume_sends', 'workspace.stop_sends'])
  const events = await operator.db.rows<{ kind: string }>(sql`select kind from event where workspace_id = ${ws.id} order by id`)
  expect(events.map((event) => event.kind)).toEqual(['workspace.sends_stopped', 'workspace.sends_resumed'])
})

test('the audit is filtered by verb, noun, target, person and time, and paged', async () => {
  const [head, operator] = [await ws.as('head'), await ws.as('operator')]
  await setSendsSwitch(operator, { stopped: true, reason: '' })
  t.clock.advance({ days: 1 })
  await updateWorkspace(head, { name: 'A' })
  await updateWorkspace(head, { name: 'B' })
  const verbs = async (filter: object) => (await listAudit(head, { limit: 50, ...filter })).items.map((row) => row.verb)
  const [today, yesterday] = [dayOf(t.clock.now().getTime(), 'Asia/Shanghai'), addDays(dayOf(t.clock.now().getTime(), 'Asia/Shanghai'), -1)]
  const staffId = operator.actor.kind === 'staff' ? operator.actor.staffId : 0
  expect(await verbs({ staffId })).toEqual(['workspace.stop_sends'])
  expect(await verbs({ verb: 'workspace.update' })).toHaveLength(2)
  expect(await verbs({ verb: 'workspace' })).toHaveLength(3)
  expect(await verbs({ verb: 'work' })).toEqual([])
  expect(await verbs({ verb: '%' })).toEqual([])
  expect(await verbs({ targetKind: 'workspace', targetId: String(ws.id) })).toHaveLength(3)
  expect(await verbs({ from: today })).toHaveLength(2)
  expect(await verbs({ to: yesterday })).toHaveLength(1)
  const first = await listAudit(head, { limit: 2 })
  const rest = await listAudit(head, { limit: 2, cursor: first.next ?? '' })
  expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
  await expect(listAudit(head, { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'kernel.invalid_input' })
})
