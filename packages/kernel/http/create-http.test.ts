import { expect, test } from 'vitest'
import { z } from 'zod'
import { kernelErrors, route } from '../contract/index.ts'
import { endpoint, rawEndpoint } from '../server/index.ts'
import { makeCsrfToken } from './csrf.ts'
import { httpFixture } from './http-fixture.ts'

const note = z.object({ id: z.number(), text: z.string() })
const readNote = endpoint(
  route({
    method: 'GET',
    path: '/api/notes/:id',
    summary: 'Read',
    access: { right: 'note.read' },
    output: note,
    input: z.object({ id: z.number(), deep: z.boolean().default(false), tags: z.array(z.number()).default([]) }),
  }),
  async (_ctx, input) => ({ id: input.id, text: `${input.deep} ${input.tags.join('+')}` }),
)
let writes = 0
const writeNote = endpoint(
  route({
    method: 'POST',
    path: '/api/notes',
    summary: 'Write',
    access: { right: 'note.write' },
    output: note,
    input: z.object({ text: z.string().max(2000) }),
    maxBytes: 3000,
  }),
  async (_ctx, { text }) => {
    if (text === 'taken') throw kernelErrors.conflict()
    return { id: ++writes, text }
  },
)
const open = endpoint(
  route({ method: 'POST', path: '/api/open', summary: 'Open', access: 'public', input: z.object({}), output: z.object({}) }),
  async () => ({}),
)
const faults: Record<string, () => unknown> = {
  plain: () => new Error('boom with a secret'),
  gone: () => Object.assign(new Error('terminating connection'), { code: '57P01' }),
  refused: () => new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]),
  full: () => Object.assign(new Error('No space left'), { code: '53100' }),
  raced: () => Object.assign(new Error('deadlock'), { code: '40P01' }),
}
const failing = endpoint(
  route({
    method: 'GET',
    path: '/api/fail',
    summary: 'Fail',
    access: 'public',
    input: z.object({ how: z.string() }),
    output: z.object({}),
  }),
  async (_ctx, { how }) => {
    throw faults[how]?.()
  },
)
const wrong = endpoint(
  route({
    method: 'GET',
    path: '/api/wrong',
    summary: 'Wrong',
    access: 'public',
    input: z.object({}),
    output: z.object({ n: z.number() }),
  }),
  async () => ({ n: 'text' }) as unknown as { n: number },
)
const memberPage = (access: 'member' | 'visitor') =>
  endpoint(
    route({
      method: 'GET',
      path: `/api/m/:ws/${access}`,
      summary: 'x',
      access,
      input: z.object({}),
      output: z.object({ kind: z.string() }),
    }),
    async (ctx) => ({ kind: ctx.actor.kind }),
  )
const upload = rawEndpoint(
  route({
    method: 'POST',
    path: '/api/upload',
    summary: 'Upload',
    access: { right: 'note.write' },
    output: z.any(),
    maxBytes: 5000,
    input: z.object({ name: z.string() }),
  }),
  async (_ctx, { name }, { request }) => Response.json({ name, bytes: (await request.arrayBuffer()).byteLength }),
)
const all = [readNote, writeNote, open, failing, wrong, memberPage('member'), memberPage('visitor'), upload]
const { http, logged, secret } = httpFixture(all)

const head = { cookie: 'grove_session=head' }
const csrf = makeCsrfToken(secret, 'head')
const signed = { cookie: `grove_session=head; grove_csrf=${csrf}`, 'x-grove-csrf': csrf, 'content-type': 'application/json' }
const post = (text: string, headers: Record<string, string> = signed) =>
  http.request('/api/notes', { method: 'POST', headers, body: JSON.stringify({ text }) })
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

test('a stranger gets 401, somebody without the right 403, both before anything runs', async () => {
  expect((await http.request('/api/notes/1')).status).toBe(401)
  const refused = await http.request('/api/notes/1', { headers: { cookie: 'grove_session=viewer' } })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toEqual({ code: 'kernel.forbidden', data: { right: 'note.read' } })
  expect((await http.request('/api/notes/1', { headers: { ...head, authorization: 'Bearer bad' } })).status).toBe(401)
})

test('input is read by the contract: path, numbers, booleans and repeated names', async () => {
  const answer = await http.request('/api/notes/7?deep=true&tags=1&tags=2', { headers: head })
  expect(await answer.json()).toEqual({ id: 7, text: 'true 1+2' })
  const one = await http.request('/api/notes/7?tags=9', { headers: head })
  expect(await one.json()).toEqual({ id: 7, text: 'false 9' })
})

test('wrong input is answered with path and code of every issue', async () => {
  const answer = await http.request('/api/notes/seven?deep=perhaps', { headers: head })
  expect(answer.status).toBe(422)
  const body = (await answer.json()) as { code: string; data: { issues: { path: string }[] } }
  expect(body.code).toBe('kernel.invalid_input')
  expect(body.data.issues.map((issue) => issue.path)).toEqual(['id', 'deep'])
})

test.each([
  ['not JSON', '{', { ...signed }],
  ['a list', '[]', { ...signed }],
  ['another content type', 'text=1', { ...signed, 'content-type': 'application/x-www-form-urlencoded' }],
])('a body that is %s is refused', async (_name, body, headers) => {
  const answer = await http.request('/api/notes', { method: 'POST', headers, body })
  expect(answer.status).toBe(422)
})

test('a body longer than the route allows is refused while it streams', async () => {
  let pulled = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++
      controller.enqueue(new Uint8Array(1000).fill(32))
      if (pulled === 1000) controller.close()
    },
  })
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers: signed, body, duplex: 'half' }
  const answer = await http.request(new Request('http://localhost/api/notes', init))
  expect(answer.status).toBe(413)
  expect(await answer.json()).toEqual({ code: 'kernel.too_large', data: { maxBytes: 3000 } })
  expect(pulled).toBeLessThan(20)
})

test('a Content-Length over the limit is refused at once', async () => {
  const answer = await http.request('/api/upload?name=a', { method: 'POST', headers: { ...signed, 'content-length': '6000' }, body: 'x' })
  expect(answer.status).toBe(413)
})

test('an upload reads its own body, within the limit', async () => {
  const fits = await http.request('/api/upload?name=a', { method: 'POST', headers: signed, body: 'x'.repeat(5000) })
  expect(await fits.json()).toEqual({ name: 'a', bytes: 5000 })
  const long = await http.request('/api/upload?name=a', { method: 'POST', headers: signed, body: 'x'.repeat(5001) })
  expect(long.status).toBe(413)
})

test.each([
  ['without the header', { cookie: signed.cookie, 'content-type': 'application/json' }],
  ['without the cookie', { ...signed, cookie: 'grove_session=head' }],
  ['with a token of another session', forged(makeCsrfToken(secret, 'somebody'))],
  ['with a made-up token', forged('nonce.signature')],
  ['from another site', { ...signed, origin: 'https://evil.example' }],
  ['from a sandboxed frame', { ...signed, origin: 'null' }],
  ['from another site without Origin', { ...signed, 'sec-fetch-site': 'cross-site' }],
])('a write by cookie %s is refused', async (_name, headers) => {
  const answer = await post('hello', headers)
  expect(answer.status).toBe(403)
  expect(await codeOf(answer)).toBe('kernel.csrf')
})
function forged(token: string) {
  return { ...signed, cookie: `grove_session=head; grove_csrf=${token}`, 'x-grove-csrf': token }
}

test('a write by cookie with its token passes, also with an Origin of ours', async () => {
  expect((await post('hello')).status).toBe(200)
  expect((await post('hello', { ...signed, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' })).status).toBe(200)
})

test('another site may not call an open write either', async () => {
  const answer = await http.request('/api/open', { method: 'POST', headers: { origin: 'https://evil.example' } })
  expect(answer.status).toBe(403)
  expect((await http.request('/api/open', { method: 'POST' })).status).toBe(200)
})

test('the first answer brings a CSRF token for the session, later ones do not', async () => {
  const first = await http.request('/api/notes/1', { headers: head })
  const cookie = first.headers.getSetCookie().find((one) => one.startsWith('grove_csrf='))
  expect(cookie).toContain('SameSite=Lax')
  expect(cookie).not.toContain('HttpOnly')
  const token = /grove_csrf=([^;]+)/.exec(cookie ?? '')?.[1] ?? ''
  const later = await post('hello', { ...forged(decodeURIComponent(token)) })
  expect(later.status).toBe(200)
  expect(later.headers.getSetCookie()).toEqual([])
})

test('member pages: no such workspace 404, a stranger is a visitor, member routes want the cookie', async () => {
  expect((await http.request('/api/m/nowhere/visitor')).status).toBe(404)
  expect((await http.request('/api/m/ws1/member')).status).toBe(401)
  expect(await (await http.request('/api/m/ws1/visitor')).json()).toEqual({ kind: 'visitor' })
  expect(await (await http.request('/api/m/ws1/member', { headers: { cookie: 'gm_ws1=5' } })).json()).toEqual({ kind: 'member' })
})

test.each([
  ['gone', 503, 'kernel.database_unavailable'],
  ['refused', 503, 'kernel.database_unavailable'],
  ['full', 503, 'kernel.disk_full'],
  ['raced', 409, 'kernel.conflict'],
])('a database that is %s answers %i %s', async (how, status, code) => {
  const answer = await http.request(`/api/fail?how=${how}`)
  expect(answer.status).toBe(status)
  expect(await codeOf(answer)).toBe(code)
})

test('what nobody foresaw answers a reference that the log has, and nothing of the fault', async () => {
  const answer = await http.request('/api/fail?how=plain')
  expect(answer.status).toBe(500)
  const text = await answer.text()
  expect(text).not.toContain('secret')
  const { code, data } = JSON.parse(text) as { code: string; data: { reference: string } }
  expect(code).toBe('kernel.internal')
  expect(answer.headers.get('x-request-id')).toBe(data.reference)
  const line = logged.find((one) => one.level === 'error' && (one.data as { reference?: string }).reference === data.reference)
  expect(JSON.stringify(line)).toContain('boom with a secret')
})

test('an answer outside the contract fails in development and is logged in production', async () => {
  expect((await http.request('/api/wrong')).status).toBe(500)
  const production = httpFixture(all, { strictOutput: false })
  expect(await (await production.http.request('/api/wrong')).json()).toEqual({ n: 'text' })
  expect(production.logged.some((one) => one.message === 'a verb answered outside its contract')).toBe(true)
})

test('open routes are limited by address, and refill with time', async () => {
  let now = 0
  const limited = httpFixture(all, { openRate: { perMinute: 60, burst: 2 }, nowMs: () => now }).http
  const call = () => limited.request('/api/open', { method: 'POST' })
  expect([(await call()).status, (await call()).status]).toEqual([200, 200])
  const refused = await call()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('1')
  now += 1000
  expect((await call()).status).toBe(200)
})

test('an API key needs an Idempotency-Key to write; the same key and content run once', async () => {
  const key = (idempotency?: string) => ({
    authorization: 'Bearer good',
    'content-type': 'application/json',
    ...(idempotency ? { 'idempotency-key': idempotency } : {}),
  })
  expect(await codeOf(await post('a', key()))).toBe('kernel.idempotency_key_required')
  expect((await post('a', key('has space'))).status).toBe(422)
  const first = await (await post('a', key('k1'))).json()
  const again = await post('a', key('k1'))
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await again.json()).toEqual(first)
  expect(await codeOf(await post('b', key('k1')))).toBe('kernel.idempotency_key_reused')
  expect((await post('taken', key('k2'))).status).toBe(409)
  expect((await post('free', key('k2'))).status).toBe(200)
  const sent = () => http.request('/api/upload?name=a', { method: 'POST', headers: key('k3'), body: 'abc' })
  expect(await (await sent()).json()).toEqual({ name: 'a', bytes: 3 })
  expect((await sent()).headers.get('idempotency-replayed')).toBe('true')
})

test('every answer carries the security headers; HSTS only over https', async () => {
  const answer = await http.request('/api/nothing')
  expect(answer.status).toBe(404)
  expect(await codeOf(answer)).toBe('kernel.not_found')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(answer.headers.has('strict-transport-security')).toBe(false)
  const secure = httpFixture(all, { baseUrl: 'https://grove.example' }).http
  expect((await secure.request('/healthz')).headers.get('strict-transport-security')).toBe('max-age=31536000')
  expect((await secure.request('/api/m/ws1/visitor')).headers.getSetCookie()[0]).toContain('Secure')
})

test('/healthz answers while the database is away, /readyz does not', async () => {
  expect((await http.request('/healthz')).status).toBe(200)
  expect((await http.request('/readyz')).status).toBe(500)
})
