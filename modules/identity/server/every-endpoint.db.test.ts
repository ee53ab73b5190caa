import { type Endpoint, holds, type RawEndpoint } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identity } from './index.ts'

let t: TestApp
let ws: TestWorkspace
let viewer: Record<string, string>
beforeAll(async () => {
  t = await testApp({ modules: [identity] })
  ws = await t.workspace()
  viewer = await ws.session('viewer')
})
afterAll(() => t.close())

const endpoints: readonly (Endpoint | RawEndpoint)[] = identity.api
const call = ({ route }: Endpoint | RawEndpoint, headers: Record<string, string>) =>
  t.http.request(route.path.replace(/:\w+/g, '1'), {
    method: route.method,
    headers,
    ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }),
  })

/** What may be called without a sign-in; a new name here is a decision. */
const OPEN = ['GET /api/setup', 'POST /api/setup', 'POST /api/session', 'GET /api/invitations/:token', 'POST /api/invitations/:token']

test('only the known few are open', () => {
  const open = endpoints.filter(({ route }) => route.access === 'public').map(({ route }) => `${route.method} ${route.path}`)
  expect(open).toEqual(OPEN)
})

const closed = endpoints.filter(({ route }) => route.access !== 'public')
test.each(closed.map((one) => [one.route.method, one.route.path, one] as const))(
  '%s %s refuses a stranger',
  async (_method, _path, one) => {
    for (const headers of [{}, { cookie: 'grove_session=made-up' }, { authorization: 'Bearer grove_abc_made-up' }]) {
      const answer = await call(one, headers)
      expect(answer.status).toBe(401)
      expect(await answer.json()).toEqual({ code: 'kernel.not_signed_in', data: {} })
    }
  },
)

const byRight = endpoints.flatMap((one) => (typeof one.route.access === 'object' ? [{ one, right: one.route.access.right }] : []))
test.each(byRight.map(({ one, right }) => [one.route.method, one.route.path, right, one] as const))(
  '%s %s asks for %s, which is registered',
  async (_method, _path, right, one) => {
    expect(t.app.registry.rights.has(right)).toBe(true)
    const { actor } = await ws.as('viewer')
    if (holds(actor, right)) return
    const answer = await call(one, viewer)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ code: 'kernel.forbidden', data: { right } })
  },
)

test.each(byRight.map(({ one }) => [one.route.method, one.route.path, one] as const))(
  '%s %s refuses staff of another workspace',
  async (_method, _path, one) => {
    const other = await t.workspace()
    const headers = { ...(await other.session('head')), 'x-grove-workspace': String(ws.id) }
    const answer = await call(one, headers)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ code: 'identity.no_workspace', data: {} })
  },
)

test('every write by cookie refuses a missing CSRF token', async () => {
  const writes = closed.filter(({ route }) => route.method !== 'GET')
  const head = await ws.session('head')
  const answers = await Promise.all(writes.map((one) => call(one, { cookie: head['cookie'] ?? '', 'content-type': 'application/json' })))
  expect(await Promise.all(answers.map(async (answer) => ((await answer.json()) as { code: string }).code))).toEqual(
    writes.map(() => 'kernel.csrf'),
  )
})
