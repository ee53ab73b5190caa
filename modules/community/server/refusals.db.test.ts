import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { community, createCommunity } from './index.ts'

let t: TestApp
let ws: TestWorkspace
let viewer: Record<string, string>
let head: Record<string, string>
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, community] })
  ws = await t.workspace()
  viewer = await ws.session('viewer')
  head = await ws.session('head')
})
afterAll(() => t.close())

const endpoints = [...member.api, ...community.api].map(({ route }) => route)
const addressOf = (path: string) => path.replace(':ws', ws.publicKey).replace(/:code/, 'NOWHERE1').replace(/:\w+/g, '999999999')
const ask = (route: (typeof endpoints)[number], headers: Record<string, string>) => {
  const body = route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }
  return t.http.request(addressOf(route.path), {
    method: route.method,
    headers: { 'content-type': 'application/json', ...headers },
    ...body,
  })
}
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]

describe('every endpoint of members and communities', () => {
  it('says who may call it', () => {
    expect(endpoints.length).toBeGreaterThan(45)
    for (const route of endpoints) expect(route.access).not.toBe('public')
  })

  it.each(endpoints.filter((route) => typeof route.access === 'object').map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses a stranger, and staff without the right',
    async (_name, route) => {
      expect(await codeOf(await ask(route, {}))).toEqual([401, 'kernel.not_signed_in'])
      const right = typeof route.access === 'object' ? route.access.right : ''
      const holders = [...t.app.registry.rights].find(([name]) => name === right)?.[1] ?? []
      if (!holders.includes('viewer')) expect(await codeOf(await ask(route, viewer))).toEqual([403, 'kernel.forbidden'])
    },
  )

  it.each(endpoints.filter((route) => route.access === 'member').map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses who is no member, staff or not',
    async (_name, route) => {
      for (const headers of [{}, head]) expect((await ask(route, headers)).status).toBe(401)
    },
  )

  it('knows nothing of another workspace’s rows', async () => {
    const other = await t.workspace()
    const { id, publicCode } = await createCommunity(other.ctx, { name: '别人的群', type: 'benefit' })
    for (const path of ['', '/members', '/timeline', '/invitations'])
      expect(await codeOf(await t.http.request(`/api/communities/${id}${path}`, { headers: head }))).toEqual([404, 'community.not_found'])
    expect(await codeOf(await t.http.request(`/api/m/${ws.publicKey}/communities/${publicCode}`))).toEqual([404, 'community.not_found'])
  })

  it('tells bad input by its fields', async () => {
    const response = await t.http.request('/api/communities', {
      method: 'POST',
      headers: head,
      body: JSON.stringify({ type: 'club', name: '' }),
    })
    expect(response.status).toBe(422)
    const { data } = (await response.json()) as { data: { issues: { path: string }[] } }
    expect(data.issues.map((issue) => issue.path).toSorted()).toEqual(['name', 'type'])
  })
})

describe('over HTTP', () => {
  it('a phone joins, is known by its cookie, speaks for itself only, and leaves', async () => {
    const staff = await ws.as('head')
    const { publicCode } = await createCommunity(staff, { name: '春日新人群', type: 'newcomer' })
    const made = await t.http.request(`/api/communities?text=${encodeURIComponent('春日')}`, { headers: head })
    const { items } = (await made.json()) as { items: { id: number }[] }
    const id = items[0]?.id
    await t.http.request(`/api/communities/${id}/state`, { method: 'POST', headers: head, body: JSON.stringify({ to: 'recruiting' }) })
    const door = `/api/m/${ws.publicKey}/communities/${publicCode}`
    const csrfPage = await t.http.request(door)
    const csrf = /grove_csrf=([^;]+)/.exec(csrfPage.headers.get('set-cookie') ?? '')?.[1] ?? ''
    const phone = { 'content-type': 'application/json', cookie: `grove_csrf=${csrf}`, 'x-grove-csrf': decodeURIComponent(csrf) }
    const joined = await t.http.request(`${door}/join`, { method: 'POST', headers: phone, body: JSON.stringify({ displayName: '小林' }) })
    expect([joined.status, await joined.json()]).toMatchObject([200, { standing: 'member' }])
    const cookie = /gm_[^;]+/.exec(joined.headers.get('set-cookie') ?? '')?.[0] ?? ''
    const known = { ...phone, cookie: `${phone.cookie}; ${cookie}` }
    const look = (await (await t.http.request(door, { headers: known })).json()) as { you: { standing: string; name: string } }
    expect(look.you).toMatchObject({ standing: 'member', name: '小林' })
    const left = await t.http.request(`${door}/leave`, { method: 'POST', headers: known, body: JSON.stringify({ reason: '太忙' }) })
    expect(await left.json()).toEqual({ mayRejoin: true })
  })

  it('a file is imported and the list comes back as one', async () => {
    const csv = '姓名,手机\n王小明,13800138000\n'
    const up = await t.http.request('/api/member-imports?fileName=a.csv', {
      method: 'POST',
      headers: { ...head, 'content-type': 'text/csv' },
      body: csv,
    })
    const preview = (await up.json()) as { id: number; rows: number }
    expect([up.status, preview.rows]).toEqual([200, 1])
    const start = await t.http.request(`/api/member-imports/${preview.id}/start`, {
      method: 'POST',
      headers: head,
      body: JSON.stringify({ columns: ['displayName', 'phone'] }),
    })
    expect(start.status).toBe(200)
    await t.drain()
    const out = await t.http.request('/api/members/export?text=小明', { headers: head })
    expect(out.headers.get('content-disposition')).toMatch(/members-2026-11-01\.csv/)
    expect(await out.text()).toContain('王小明,138****8000')
  })
})
