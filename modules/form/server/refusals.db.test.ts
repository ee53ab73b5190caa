import { community } from '@grove/community/server'
import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formTemplates } from '../domain/templates.ts'
import { createForm, form } from './index.ts'

let t: TestApp
let ws: TestWorkspace
let viewer: Record<string, string>
let head: Record<string, string>
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, community, form] })
  ws = await t.workspace()
  viewer = await ws.session('viewer')
  head = await ws.session('head')
})
afterAll(() => t.close())

const routes = form.api.map(({ route }) => route)
const ask = (route: (typeof routes)[number], headers: Record<string, string>, id = '999999999') =>
  t.http.request(route.path.replace(':ws', ws.publicKey).replace(':code', 'NOWHERE1').replace(':id', id), {
    method: route.method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(['POST', 'PUT'].includes(route.method) ? { body: JSON.stringify({ ...BODY }) } : {}),
  })
const BODY = { title: 'T', questions: [], key: 'some', purpose: 'card', to: 'open', answers: {} }
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]

describe('every endpoint of forms', () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s refuses who may not', async (_name, route) => {
    if (route.path.endsWith('/regions')) return expect((await ask(route, {})).status).toBe(200)
    if (route.access === 'visitor') return expect(await codeOf(await ask(route, {}))).toEqual([404, 'form.not_found'])
    if (route.access === 'member') return expect((await ask(route, head)).status).toBe(401)
    expect(await codeOf(await ask(route, {}))).toEqual([401, 'kernel.not_signed_in'])
    const right = typeof route.access === 'object' ? route.access.right : ''
    if (right !== 'form.read') expect(await codeOf(await ask(route, viewer))).toEqual([403, 'kernel.forbidden'])
    if (!route.path.includes(':id')) return
    const other = await t.workspace()
    const [template] = formTemplates('zh')
    const { id } = await createForm(other.ctx, { ...(template as NonNullable<typeof template>) })
    expect(await codeOf(await ask(route, head, String(id)))).toEqual([404, 'form.not_found'])
  })

  it('tells bad input by its fields', async () => {
    const response = await t.http.request('/api/forms', {
      method: 'POST',
      headers: head,
      body: JSON.stringify({ ...BODY, key: 'Not A Key', questions: [{ kind: 'single', key: 'q1', label: '', options: [] }] }),
    })
    expect(response.status).toBe(422)
    const { data } = (await response.json()) as { data: { issues: { path: string }[] } }
    expect(data.issues.map((issue) => issue.path).toSorted()).toEqual(['key', 'questions.0.label', 'questions.0.options'])
  })
})
