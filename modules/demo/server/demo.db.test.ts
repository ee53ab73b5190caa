import { analytics } from '@grove/analytics/server'
import { room } from '@grove/channel-room/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import { drainLoops } from '@grove/jobs'
import type { Ctx } from '@grove/kernel/server'
import { member } from '@grove/member/server'
import { playbook } from '@grove/playbook/server'
import { product } from '@grove/product/server'
import { segment } from '@grove/segment/server'
import { standing } from '@grove/standing/server'
import { task } from '@grove/task/server'
import { type TestApp, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demo } from './index.ts'
import { demoLife } from './live-loop.ts'
import { getDemo, startDemo } from './start-demo.ts'

const below = [identity, member, product, content, community, form, segment, task, conversation, room, playbook, standing, analytics]
const size = { days: 3, people: 24 }
const wish = { locale: 'zh', zone: 'Asia/Shanghai', days: size.days } as const

let t: TestApp
let head: { accountId: number }
let made: Ctx
beforeAll(async () => {
  t = await testApp({ modules: [...below, demo] })
  // Evening in Shanghai: the living group speaks by day.
  t.clock.set('2026-11-20T12:30:00Z')
  const { actor } = await (await t.workspace()).as('head')
  head = { accountId: actor.kind === 'staff' ? actor.accountId : 0 }
})
afterAll(() => t.close())

describe('making it', () => {
  it('is nothing for strangers', async () => {
    expect((await t.http.request('/api/demo', { method: 'POST', body: '{}' })).status).toBe(401)
    await expect(startDemo(t.system, wish, { accountId: undefined })).rejects.toMatchObject({ code: 'kernel.not_signed_in' })
  })

  it('begins once however often the button is pressed, and is done by itself', async () => {
    const [one, two] = await Promise.all([startDemo(t.system, wish, head, size.people), startDemo(t.system, wish, head, size.people)])
    const third = await startDemo(t.system, wish, head, size.people)
    expect([one, two, third].map(({ workspaceId, state, days }) => [workspaceId, state, days])).toEqual(
      Array(3).fill([one.workspaceId, 'building', size.days]),
    )
    await expect(getDemo(t.system, one, { accountId: head.accountId + 1000 })).rejects.toMatchObject({ code: 'demo.not_found' })
    // The product's own loops leave the workspace alone while its clock is another.
    expect(await t.system.db.one(sql`select asleep, demo from workspace where id = ${one.workspaceId}`)).toEqual({
      asleep: true,
      demo: true,
    })
    await expect.poll(async () => (await getDemo(t.system, one, head)).state, { timeout: 60_000, interval: 100 }).toBe('ready')
    expect(await getDemo(t.system, one, head)).toMatchObject({ day: size.days, days: size.days })
    made = await t.system.enter(one.workspaceId as Ctx['workspaceId'])
  })

  it('is told to have failed when its process is gone', async () => {
    const other = await t.workspace()
    await t.system.db.exec(sql`
      insert into demo_build (workspace_id, account_id, state, day, days, updated_at)
      values (${other.id}, ${head.accountId}, 'building', 1, 42, ${new Date(t.clock.now().getTime() - 600_000)})`)
    expect(await getDemo(t.system, { workspaceId: other.id }, head)).toMatchObject({ state: 'failed', day: 1 })
  })
})

const count = async (statement: ReturnType<typeof sql>) => (await made.db.one<{ n: number }>(statement)).n

describe('what it made', () => {
  it('three communities of different type, with members, runs, sends that left and tasks that were done', async () => {
    const ws = made.workspaceId
    expect(
      (await made.db.rows<{ type: string }>(sql`select type from community where workspace_id = ${ws} order by id`)).map(
        ({ type }) => type,
      ),
    ).toEqual(['benefit', 'flash', 'newcomer'])
    expect(await count(sql`select count(*)::int as n from member where workspace_id = ${ws} and kind = 'member'`)).toBe(size.people)
    const groups = await made.db.rows<{ people: number; runs: number; sent: number }>(sql`
      select (select count(*)::int from membership m where m.workspace_id = ${ws} and m.community_id = c.id and m.state = 'active') as people,
        (select count(*)::int from playbook_run r where r.workspace_id = ${ws} and r.community_id = c.id) as runs,
        (select count(*)::int from send s where s.workspace_id = ${ws} and s.community_id = c.id and s.state = 'sent') as sent
      from community c where c.workspace_id = ${ws} order by c.id`)
    for (const group of groups) for (const number of Object.values(group)) expect(number).toBeGreaterThan(0)
    expect(await count(sql`select count(*)::int as n from task where workspace_id = ${ws} and state = 'done'`)).toBeGreaterThan(0)
  })

  it('in the order of time, none of it before the beginning or after now, nothing left that was due', async () => {
    const ws = made.workspaceId
    const now = t.clock.now()
    const { first, last } = await made.db.one<{ first: Date; last: Date }>(
      sql`select min(at) as first, max(at) as last from event where workspace_id = ${ws}`,
    )
    expect(first.toISOString()).toBe('2026-11-17T00:00:00.000Z')
    expect(last <= now).toBe(true)
    const due = sql`select count(*)::int as n from send where workspace_id = ${ws} and state in ('planned', 'retry', 'claimed') and not_before <= ${now}`
    expect(await count(due)).toBe(0)
    const behind = sql`select count(*)::int as n from playbook_place where workspace_id = ${ws} and state = 1 and due_at <= ${now}`
    expect(await count(behind)).toBe(0)
  })

  it('figures that agree with what was said and who came', async () => {
    const ws = made.workspaceId
    const figures = await made.db.rows(sql`
      select community_id as id, sum(messages)::int as messages, sum(joined)::int as joined, sum("left" + removed)::int as gone
      from figure_day where workspace_id = ${ws} group by community_id order by 1`)
    const counted = await made.db.rows(sql`
      select c.id,
        (select count(*)::int from message m where m.workspace_id = ${ws} and m.community_id = c.id and m.author_kind = 1) as messages,
        (select count(*)::int from membership m where m.workspace_id = ${ws} and m.community_id = c.id and m.counted) as joined,
        (select count(*)::int from membership m where m.workspace_id = ${ws} and m.community_id = c.id and m.counted and m.state <> 'active') as gone
      from community c where c.workspace_id = ${ws} order by c.id`)
    expect(figures).toEqual(counted)
  })

  it('one group that lives on while one looks, and says a thing once', async () => {
    const said = () => count(sql`select count(*)::int as n from message where workspace_id = ${made.workspaceId} and author_kind = 1`)
    const before = await said()
    await drainLoops(t.system, [demoLife])
    await drainLoops(t.system, [demoLife])
    expect(await said()).toBe(before + 1)
    t.clock.advance({ seconds: 20 })
    await drainLoops(t.system, [demoLife])
    expect(await said()).toBe(before + 2)
  })
})

describe('while it sleeps', () => {
  it('no loop of the product is told to look again at what is due there; awake, it is', async () => {
    const sleep = (asleep: boolean) => t.system.db.exec(sql`update workspace set asleep = ${asleep} where id = ${made.workspaceId}`)
    t.clock.advance({ days: 100 })
    const overdue = async () => {
      const next = await Promise.all(t.app.registry.loops.map(async (loop) => ({ name: loop.name, at: await loop.nextAt?.(t.system) })))
      return next.flatMap(({ name, at }) => (at && at <= t.clock.now() ? [name] : []))
    }
    await sleep(true)
    expect(await overdue()).toEqual([])
    await sleep(false)
    expect(await overdue()).toEqual(expect.arrayContaining(['community.moves', 'playbook', 'task-expiry']))
  })
})
