import { type Endpoint, holds } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskWorld } from './fixture/task-world.ts'
import { task } from './index.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await taskWorld()
  ws = await t.workspace()
})
afterAll(() => t.close())

const call = ({ route }: Endpoint, headers: Record<string, string>) =>
  t.http.request(route.path.replace(/:\w+/g, '1'), {
    method: route.method,
    headers,
    ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }),
  })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

const rows = task.api.map((one) => [one.route.method, one.route.path, one] as const)

test('every endpoint asks for a right', () => {
  expect(task.api.filter(({ route }) => typeof route.access !== 'object')).toEqual([])
})

test.each(rows)('%s %s refuses a stranger', async (_method, _path, one) => {
  const answer = await call(one, {})
  expect([answer.status, await codeOf(answer)]).toEqual([401, 'kernel.not_signed_in'])
})

test.each(rows)('%s %s refuses a role without the right', async (_method, _path, one) => {
  const { access } = one.route
  const right = typeof access === 'object' ? access.right : ''
  expect(t.app.registry.rights.has(right)).toBe(true)
  const { actor } = await ws.as('viewer')
  if (holds(actor, right)) return
  const answer = await call(one, await ws.session('viewer'))
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'kernel.forbidden'])
})

test.each(rows)('%s %s refuses staff of another workspace', async (_method, _path, one) => {
  const other = await t.workspace()
  const answer = await call(one, { ...(await other.session('head')), 'x-grove-workspace': String(ws.id) })
  expect(answer.status).toBe(403)
})
