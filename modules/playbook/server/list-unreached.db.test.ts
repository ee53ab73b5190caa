import { defineModule } from '@grove/kernel/server'
import { type PlannedTouches, touchForecasts } from '@grove/playbook-kit/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { previewPlaybook, simulatePlaybook } from './preview-playbook.ts'
import { openCommunity, openWorld, publish } from './test-world.ts'

const asked: PlannedTouches[] = []
const forecast = defineModule({
  name: 'forecast',
  tier: 2,
  rights: {},
  api: [],
  provides: [
    touchForecasts.of({
      name: 'test',
      foresee: async (_ctx, planned) => {
        asked.push(planned)
        return [{ day: '2026-11-02', level: 'member', reason: 'platform_quota', count: 3, key: 'three' }]
      },
      list: async (_ctx, { key }, { after, limit }) =>
        key === 'three' ? [1, 2, 3].flatMap((id) => (id > after ? [{ id, name: `成员${id}`, used: 2, most: 2 }] : [])).slice(0, limit) : [],
    }),
  ],
})

let t: TestApp
let ws: TestWorkspace
let group: number
let playbookId: number
beforeAll(async () => {
  t = await openWorld(forecast)
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-01T00:00:00Z')
  asked.length = 0
  ws = await t.workspace()
  group = await openCommunity(ws.ctx)
  playbookId = await publish(ws.ctx, [{}, { when: { day: 2, at: '23:30' } }])
})

const ask = async (path: string, headers: Record<string, string>) => {
  const answer = await t.http.request(path, { headers })
  return { status: answer.status, body: (await answer.json()) as { code?: string; items?: { id: number }[]; next?: string | null } }
}

it('is for those who see the community, page by page', async () => {
  const path = `/api/communities/${group}/unreached?key=${encodeURIComponent('test three')}`
  expect((await ask(path, {})).status).toBe(401)
  expect((await ask(path, await (await t.workspace()).session('head'))).body.code).toBe('run.not_found')
  expect((await ask(path, await ws.session('owner', { scope: { kind: 'own' } }))).status).toBe(404)
  const head = await ws.session('head')
  const first = await ask(`${path}&limit=2`, head)
  expect([first.body.items?.map((one) => one.id), first.body.next]).toEqual([[1, 2], '2'])
  expect((await ask(`${path}&limit=2&cursor=2`, head)).body).toMatchObject({ items: [{ id: 3 }], next: null })
  expect((await ask(path.replace('test', 'other'), head)).body.items).toEqual([])
})

it('is asked with the moments at which touches would leave, after quiet hours moved them', async () => {
  const shown = await previewPlaybook(ws.ctx, {
    playbookId,
    startDay: '2026-11-01',
    communityId: group,
    params: {},
    days: 5,
    members: 0,
    joinsPerDay: 0,
  })
  expect(shown.unreached).toEqual([{ day: '2026-11-02', level: 'member', reason: 'platform_quota', count: 3, key: 'test three' }])
  expect(asked).toEqual([
    { communityIds: [group], members: 0, group: [new Date('2026-11-01T01:00:00Z'), new Date('2026-11-03T00:00:00Z')], member: [] },
  ])
})

it('is asked of invented members in a simulation', async () => {
  const rates = { answerRate: 0.3, leaveRate: 0, speakRate: 0, doneRate: 1, seed: '1' }
  const { unreached } = await simulatePlaybook(ws.ctx, {
    playbookId,
    startDay: '2026-11-01',
    params: {},
    days: 5,
    members: 20,
    joinsPerDay: 0,
    ...rates,
  })
  expect(unreached).toHaveLength(1)
  expect(asked[0]).toMatchObject({ communityIds: [], members: 20 })
})
