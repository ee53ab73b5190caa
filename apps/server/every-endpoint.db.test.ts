import { openApiDocument, openApiFaults } from '@grove/kernel/http'
import type { Endpoint, RawEndpoint } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from './modules.ts'

type Any = Endpoint | RawEndpoint
const endpoints: readonly Any[] = modules.flatMap((module) => module.api)
const nameOf = ({ route }: Any) => `${route.method} ${route.path}`
const named = (list: readonly Any[]) => list.map((one) => [nameOf(one), one] as const)
const byRight = endpoints.filter(({ route }) => typeof route.access === 'object')
const rightOf = ({ route }: Any) => (typeof route.access === 'object' ? route.access.right : '')

let t: TestApp
let ws: TestWorkspace
/** Signed in, with every right taken away. */
let powerless: Record<string, string>
let stranger: Record<string, string>
beforeAll(async () => {
  // Without seeds: who may knock does not depend on what a workspace starts with.
  const own = modules.filter((module) => module.name !== 'event-log' && module.name !== 'jobs').map(({ seed: _seed, ...module }) => module)
  t = await testApp({ modules: own })
  ws = await t.workspace()
  powerless = await ws.session('viewer')
  await t.system.db.exec(sql`
    insert into right_override (workspace_id, role, right_name, granted)
    select ${ws.id}, 'viewer', r, false from unnest(${[...t.app.registry.rights.keys()]}::text[]) as r`)
  stranger = await (await t.workspace()).session('head')
})
afterAll(() => t.close())

function call({ route }: Any, headers: Record<string, string>): Promise<Response> {
  const path = route.path.replace(/:ws\b/, ws.publicKey).replace(/:\w+(\{[^}]*\})?/g, '1')
  const withBody = route.method !== 'GET' && route.method !== 'DELETE'
  return Promise.resolve(t.http.request(path, { method: route.method, headers, ...(withBody ? { body: '{}' } : {}) }))
}
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

/** What anybody may call without a sign-in; a new line here is a decision. */
const OPEN = [
  'GET /api/setup',
  'POST /api/setup',
  'POST /api/session',
  'GET /api/invitations/:token',
  'POST /api/invitations/:token',
  'GET /api/playbook-schema',
]

test('only the known few are open to everybody', () => {
  expect(
    endpoints
      .filter(({ route }) => route.access === 'public')
      .map(nameOf)
      .sort(),
  ).toEqual([...OPEN].sort())
})

test('member pages live under /api/m/:ws, everything else does not', () => {
  const wrong = endpoints.filter(
    ({ route }) => (route.access === 'member' || route.access === 'visitor') !== route.path.startsWith('/api/m/:ws/'),
  )
  expect(wrong.map(nameOf)).toEqual([])
})

test('every right asked for is registered', () => {
  expect(byRight.filter((one) => !t.app.registry.rights.has(rightOf(one))).map(nameOf)).toEqual([])
})

describe('without a sign-in', () => {
  const closed = endpoints.filter(({ route }) => route.access !== 'public' && route.access !== 'visitor')
  test.each(named(closed))('%s is refused', async (_name, one) => {
    for (const headers of [
      {},
      { cookie: `grove_session=made-up; gm_${ws.publicKey}=1.1.1.made-up` },
      { authorization: 'Bearer grove_abc_made-up' },
    ]) {
      const answer = await call(one, headers)
      expect([answer.status, await codeOf(answer)]).toEqual([401, 'kernel.not_signed_in'])
    }
  })
})

describe('without the right', () => {
  test.each(named(byRight))('%s is refused', async (_name, one) => {
    const answer = await call(one, powerless)
    expect([answer.status, await answer.json()]).toEqual([403, { code: 'kernel.forbidden', data: { right: rightOf(one) } }])
  })
})

describe('staff of another workspace', () => {
  test.each(named(byRight))('%s is refused', async (_name, one) => {
    const answer = await call(one, { ...stranger, 'x-grove-workspace': String(ws.id) })
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'identity.no_workspace'])
  })
})

describe('a write by cookie without its CSRF token', () => {
  const writes = byRight.filter(({ route }) => route.method !== 'GET')
  test.each(named(writes))('%s is refused', async (_name, one) => {
    const head = await ws.session('head')
    const answer = await call(one, { cookie: head['cookie'] ?? '', 'content-type': 'application/json' })
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'kernel.csrf'])
  })
})

test('the OpenAPI document is valid and has every registered route', () => {
  const document = openApiDocument(endpoints, { version: '0.0.0', baseUrl: 'http://localhost' })
  expect(openApiFaults(document)).toEqual([])
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(listed.sort()).toEqual(endpoints.map((one) => nameOf(one).replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')).sort())
})
