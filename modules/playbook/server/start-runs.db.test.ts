import { assignStaff } from '@grove/community/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { previewStart } from './preview-start.ts'
import { startRuns } from './start-runs.ts'
import { joinNew, openCommunity, openWorld, publish, sendsOf, start } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
let groups: number[]
let playbookId: number
beforeAll(async () => {
  t = await openWorld()
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-01T00:00:00Z')
  ws = await t.workspace()
  groups = []
  for (const name of ['一群', '二群', '三群']) groups.push(await openCommunity(ws.ctx, name))
  playbookId = await publish(ws.ctx, [{ id: 'post' }, { id: 'hello', track: 'member', when: { joinDay: 1, at: '10:00' } }])
})

const asked = (communities: Parameters<typeof startRuns>[1]['communities'], more = {}) => ({
  playbookId,
  communities,
  startDay: '2026-11-01',
  params: {},
  confirm: false,
  acceptRest: false,
  ...more,
})
const runsNow = () =>
  ws.ctx.db.rows<{ id: number; communityId: number }>(sql`
    select id, community_id as "communityId" from playbook_run where workspace_id = ${ws.id} order by id`)
const dissolve = (id: number) => ws.ctx.db.exec(sql`update community set state = 'dissolved' where workspace_id = ${ws.id} and id = ${id}`)

describe('over HTTP', () => {
  const call = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await t.http.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    return {
      status: answer.status,
      body: (await answer.json()) as { code?: string; data?: { refused?: unknown[] }; items?: { id: number }[] },
    }
  }
  const routes = () =>
    [
      ['GET', `/api/playbooks/${playbookId}/communities`, undefined],
      ['POST', '/api/runs/start-preview', asked({ ids: groups })],
      ['POST', '/api/runs/start-many', asked({ ids: groups })],
    ] as const

  it('refuses strangers, those without the right, and another workspace', async () => {
    const viewer = await ws.session('viewer')
    const elsewhere = await (await t.workspace()).session('head')
    for (const [method, path, body] of routes()) {
      expect((await call(method, path, {}, body)).status).toBe(401)
      expect((await call(method, path, viewer, body)).body.code).toBe('kernel.forbidden')
      expect((await call(method, path, elsewhere, body)).body.code).toBe('playbook.not_found')
    }
    expect(await runsNow()).toEqual([])
  })

  it('shows an owner their own communities, and names those of others as not there', async () => {
    const owner = await ws.session('owner', { scope: { kind: 'own' } })
    expect((await call('GET', `/api/playbooks/${playbookId}/communities`, owner)).body.items).toEqual([])
    const { status, body } = await call('POST', '/api/runs/start-many', owner, asked({ ids: groups }))
    expect([status, body.code, body.data?.refused]).toMatchObject([
      409,
      'run.some_refused',
      groups.map((communityId) => ({ communityId, name: null, code: 'run.not_found' })),
    ])
  })

  it('lists those it suits, with a mark where it is at work', async () => {
    await dissolve(groups[0] ?? 0)
    await start(ws.ctx, playbookId, groups[1] ?? 0)
    const { items } = (await call('GET', `/api/playbooks/${playbookId}/communities?channel=room`, await ws.session('head'))).body
    expect(items).toMatchObject([
      { id: groups[2], running: false },
      { id: groups[1], running: true },
    ])
  })
})

describe('a start in many communities', () => {
  it('starts nothing while one is refused, and names each with its reason', async () => {
    await dissolve(groups[0] ?? 0)
    const first = await start(ws.ctx, playbookId, groups[1] ?? 0)
    await expect(startRuns(ws.ctx, asked({ ids: [...groups, 999_999] }))).rejects.toMatchObject({
      code: 'run.some_refused',
      data: {
        ready: 1,
        count: 3,
        refused: [
          { communityId: groups[0], name: '一群', code: 'run.community_not_running', data: { state: 'dissolved' } },
          { communityId: groups[1], name: '二群', code: 'run.already_running', data: { runId: first.id } },
          { communityId: 999_999, name: null, code: 'run.not_found' },
        ],
      },
    })
    expect(await runsNow()).toHaveLength(1)
    await expect(startRuns(ws.ctx, asked({ filter: { chapter: '没有' } }))).rejects.toMatchObject({ code: 'run.nothing_chosen' })
  })

  it('starts the rest when that is accepted; everyone gets what the playbook says, once', async () => {
    for (const id of groups) await joinNew(ws.ctx, id, [`甲${id}`, `乙${id}`])
    await dissolve(groups[0] ?? 0)
    const done = await startRuns(ws.ctx, asked({ ids: groups }, { acceptRest: true }))
    expect(done.started.map((one) => one.communityName)).toEqual(['二群', '三群'])
    expect(done.refused).toHaveLength(1)
    for (const hour of ['01', '02']) {
      t.clock.set(`2026-11-01T${hour}:00:00Z`)
      await t.drain()
    }
    for (const { runId } of done.started)
      expect((await sendsOf(ws, runId)).map((send) => send.step).sort()).toEqual(['hello', 'hello', 'post'])
  })

  it('takes all that a filter means, and a repeat finds every one at work', async () => {
    const [first] = groups
    await ws.ctx.inTx((tx) => tx.db.exec(sql`update community set chapter = '华东' where workspace_id = ${ws.id} and id <> ${first}`))
    const { started } = await startRuns(ws.ctx, asked({ filter: { chapter: '华东' } }))
    expect(started.map((one) => one.communityId)).toEqual(groups.slice(1))
    await expect(startRuns(ws.ctx, asked({ filter: {} }))).rejects.toMatchObject({ data: { ready: 1, count: 2 } })
    const twice = await startRuns(ws.ctx, asked({ filter: {} }, { confirm: true }))
    expect(twice.started).toHaveLength(3)
  })

  it('started by two at once runs once in each', async () => {
    const both = await Promise.allSettled([startRuns(ws.ctx, asked({ filter: {} })), startRuns(ws.ctx, asked({ filter: {} }))])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await runsNow()).map((run) => run.communityId)).toEqual(groups)
  })
})

it('previews all of them: sums, refusals, and the work of each owner', async () => {
  const actor = (await ws.as('owner')).actor
  const staffId = actor.kind === 'staff' ? actor.staffId : 0
  const owned = groups.slice(0, 2)
  for (const id of owned) await assignStaff(ws.ctx, { id, staffId, post: 'owner' })
  await joinNew(ws.ctx, groups[0] ?? 0, ['甲', '乙'])
  await dissolve(groups[2] ?? 0)
  const byHand = await publish(ws.ctx, [{ who: 'owner' }])
  const shown = await previewStart(ws.ctx, { ...asked({ ids: groups }), playbookId: byHand, days: 7 })
  expect(shown.ready.map((one) => one.members)).toEqual([2, 0])
  expect(shown.refused).toMatchObject([{ communityId: groups[2], code: 'run.community_not_running' }])
  expect(shown.preview.totals.needPerson).toBe(2)
  expect(shown.owners).toEqual([
    { staffId, name: expect.any(String), communities: 2, members: 2, tasks: 2, busiest: { date: '2026-11-01', tasks: 2, minutes: 2 } },
  ])
})
