import type { TestApp, TestWorkspace } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activity } from './index.ts'
import { planActivities } from './plan-activity.ts'
import { activityWorld, makeGroup } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
let viewer: Record<string, string>
let head: Record<string, string>
let owner: Record<string, string>
let theirs = 0
let ours = 0
beforeAll(async () => {
  t = await activityWorld()
  ws = await t.workspace()
  viewer = await ws.session('viewer')
  head = await ws.session('head')
  owner = await ws.session('owner', { scope: { kind: 'own' } })
  const planIn = async (one: TestWorkspace) => {
    const { communityId } = await makeGroup(one.ctx, 1)
    const [id = 0] = await planActivities(one.ctx, 'riddles', [{ communityId, startsAt: t.clock.now(), key: 'x' }])
    return id
  }
  theirs = await planIn(await t.workspace())
  ours = await planIn(ws)
})
afterAll(() => t.close())

const routes = activity.api.map(({ route }) => route)
const BODY = {
  script: 'riddles',
  communityIds: [1],
  startsAt: '2030-01-01T00:00:00Z',
  minutes: 1,
  why: 'x',
  choice: 'A',
  result: 'A',
  key: 'key-0001',
  text: 'x',
  on: true,
}
const ask = (route: (typeof routes)[number], headers: Record<string, string>, id: number) =>
  t.http.request(
    route.path
      .replace(':ws', ws.publicKey)
      .replace(':code', 'NOWHERE2')
      .replace(/:(?:id|entryId|communityId)/g, String(id)),
    {
      method: route.method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(route.method === 'GET' ? {} : { body: JSON.stringify(BODY) }),
    },
  )
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]

describe('every endpoint of activities', () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s refuses who may not', async (_name, route) => {
    if (route.access === 'visitor') return expect(await codeOf(await ask(route, {}, theirs))).toEqual([404, 'activity.not_found'])
    if (route.access === 'member') return expect((await ask(route, head, theirs)).status).toBe(401)
    expect(await codeOf(await ask(route, {}, theirs))).toEqual([401, 'kernel.not_signed_in'])
    const right = typeof route.access === 'object' ? route.access.right : ''
    if (right !== 'activity.read') expect(await codeOf(await ask(route, viewer, ours))).toEqual([403, 'kernel.forbidden'])
    if (!route.path.includes(':id')) return
    expect(await codeOf(await ask(route, head, theirs))).toEqual([404, 'activity.not_found'])
    // A group of somebody else's is as good as none.
    expect(await codeOf(await ask(route, owner, ours))).toEqual([404, 'activity.not_found'])
  })
})
