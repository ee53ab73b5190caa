import { community } from '@grove/community/server'
import { identity } from '@grove/identity/server'
import { createMembers, member } from '@grove/member/server'
import { points } from '@grove/points/server'
import { product } from '@grove/product/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReward, issueRewards, reward } from './index.ts'
import { readIssues } from './read.ts'

let t: TestApp
let ws: TestWorkspace
let viewer: Record<string, string>
let head: Record<string, string>
let theirs: { reward: number; issue: number }
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, community, points, reward] })
  ws = await t.workspace()
  viewer = await ws.session('viewer')
  head = await ws.session('head')
  const other = await t.workspace()
  const { id } = await createReward(await other.as('head'), { ...REWARD, kind: 'goods' })
  const [memberId = 0] = await createMembers(other.ctx, [{ displayName: '别家' }])
  const given = await issueRewards(other.ctx, [{ rewardId: id, memberId, key: 'x', why: 'x' }])
  theirs = { reward: id, issue: given.get('x')?.issueId ?? 0 }
})
afterAll(() => t.close())

const REWARD = { key: 'some', name: 'N', description: '', points: 0, cost: 0, stock: null, budget: null, validDays: null }
const bodyOf = (path: string) => ({
  ...REWARD,
  kind: 'goods',
  to: 'archived',
  text: 'A',
  rewardId: theirs.reward,
  memberIds: [1],
  why: 'w',
  code: 'NOTHING2',
  ids: [theirs.issue],
  ...(path.startsWith('/api/m/') ? { name: 'A', phone: '1380000000', address: '上海某路 1 号' } : {}),
})
const routes = reward.api.map(({ route }) => route)
const ask = (route: (typeof routes)[number], headers: Record<string, string>) =>
  t.http.request(
    route.path.replace(':ws', ws.publicKey).replace(':id', String(route.path.includes('issues') ? theirs.issue : theirs.reward)),
    {
      method: route.method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(route.method === 'GET' ? {} : { body: JSON.stringify(bodyOf(route.path)) }),
    },
  )
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]

describe('every endpoint of rewards', () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s refuses who may not', async (_name, route) => {
    if (route.access === 'member') return expect((await ask(route, head)).status).toBe(401)
    expect(await codeOf(await ask(route, {}))).toEqual([401, 'kernel.not_signed_in'])
    const right = typeof route.access === 'object' ? route.access.right : ''
    if (right !== 'reward.read') expect(await codeOf(await ask(route, viewer))).toEqual([403, 'kernel.forbidden'])
  })

  it('does not reach what another workspace has', async () => {
    for (const route of routes) {
      if (typeof route.access !== 'object' || route.method === 'GET' || route.path === '/api/rewards') continue
      const response = await ask(route, head)
      if (route.path.endsWith('/ship')) expect(await response.json()).toEqual({ changed: 0 })
      else expect((await codeOf(response))[0]).toBe(404)
    }
    expect(await readIssues(ws.ctx, {}, undefined, 10)).toEqual([])
  })
})
