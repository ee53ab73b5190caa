import { type TestApp, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Me } from '../contract/index.ts'
import { ensureAppSecret } from './app-secret.ts'
import { identity } from './index.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: [identity] })
})
afterAll(() => t.close())
beforeEach(() => t.clock.advance({ days: 2 }))
afterEach(() => t.system.db.exec(sql`delete from sign_in_throttle`))

type Headers = Record<string, string>
const send = (method: string, path: string, body: unknown, headers: Headers = {}) =>
  t.http.request(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  })
const SETUP = {
  login: 'Lin@Example.com',
  password: 'plant a tree daily',
  name: '林芳',
  workspaceName: '青木',
  zone: 'Asia/Shanghai',
  locale: 'zh',
}
const signIn = (password = SETUP.password, login = SETUP.login, headers: Headers = {}) =>
  send('POST', '/api/session', { login, password }, headers)
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

/** The browser's cookies after an answer, with the CSRF header. */
function browser(answer: Response): Headers {
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
  const csrf = cookies.find((one) => one.startsWith('grove_csrf='))?.slice('grove_csrf='.length) ?? ''
  return { cookie: cookies.join('; '), 'x-grove-csrf': decodeURIComponent(csrf) }
}
const sessionOf = (headers: Headers) => /grove_session=([^;]+)/.exec(headers['cookie'] ?? '')?.[1]

test('setting up refuses weak passwords and wrong zones, and makes nothing then', async () => {
  const weak = await send('POST', '/api/setup', { ...SETUP, password: 'lin-is-great-1' })
  expect(await weak.json()).toEqual({ code: 'identity.password_weak', data: { reason: 'contains_login' } })
  const zone = (await (await send('POST', '/api/setup', { ...SETUP, zone: 'Asia/Atlantis' })).json()) as {
    data: { issues: { path: string; code: string }[] }
  }
  expect(zone.data.issues[0]).toMatchObject({ path: 'zone', code: 'zone_unknown' })
  expect(await (await send('GET', '/api/setup', {})).json()).toEqual({ needed: true })
})

test('of two that set up at once one wins; it is signed in as head', async () => {
  const answers = await Promise.all([
    send('POST', '/api/setup', SETUP),
    send('POST', '/api/setup', { ...SETUP, login: 'second@example.com' }),
  ])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  const won = answers.find((answer) => answer.status === 200) ?? new Response()
  const me = (await won.clone().json()) as Me
  expect(me).toMatchObject({
    staff: { role: 'head', displayName: '林芳' },
    workspace: { name: '青木', zone: 'Asia/Shanghai', demo: false },
  })
  expect(me.rights).toContain('workspace.manage')
  expect(won.headers.getSetCookie().find((one) => one.startsWith('grove_session='))).toContain('HttpOnly')
  const again = await send('GET', '/api/session', {}, browser(won))
  expect(await again.json()).toEqual(me)
  const counted = await t.system.db.one(sql`
    select (select count(*)::int from account) as accounts, (select count(*)::int from workspace) as workspaces, (select count(*)::int from staff) as staff`)
  expect(counted).toEqual({ accounts: 1, workspaces: 1, staff: 1 })
  expect(await codeOf(await send('POST', '/api/setup', { ...SETUP, login: 'third@example.com' }))).toBe('identity.already_set_up')
  await t.system.db.exec(sql`update account set login = ${SETUP.login.toLowerCase()}`)
})

test('an unknown login and a wrong password are answered alike', async () => {
  const unknown = await signIn('whatever it is', 'nobody@example.com')
  const wrong = await signIn('whatever it is')
  expect([unknown.status, wrong.status]).toEqual([401, 401])
  expect(await unknown.json()).toEqual(await wrong.json())
})

test('signing in gives a new session and ends the one the browser came with', async () => {
  const first = browser(await signIn())
  const planted = await signIn(SETUP.password, SETUP.login, { cookie: 'grove_session=planted-by-somebody' })
  expect(sessionOf(browser(planted))).not.toBe('planted-by-somebody')
  expect((await send('GET', '/api/session', {}, { cookie: 'grove_session=planted-by-somebody' })).status).toBe(401)
  const second = browser(await signIn(SETUP.password, SETUP.login, first))
  expect(sessionOf(second)).not.toBe(sessionOf(first))
  expect((await send('GET', '/api/session', {}, first)).status).toBe(401)
  expect((await send('GET', '/api/session', {}, second)).status).toBe(200)
})

test('a session may not be set from another site', async () => {
  const answer = await signIn(SETUP.password, SETUP.login, { origin: 'https://evil.example' })
  expect(await codeOf(answer)).toBe('kernel.csrf')
})

test('only digests of passwords and sessions are stored', async () => {
  const token = sessionOf(browser(await signIn())) ?? ''
  const rows = await t.system.db.rows<{ text: string }>(sql`
    select a::text as text from account a union all select s::text from session s union all select i::text from sign_in_throttle i`)
  const all = rows.map((row) => row.text).join('\n')
  expect(all).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  expect(all).not.toContain(SETUP.password)
  expect(all).not.toContain(token)
  expect(token.length).toBeGreaterThan(40)
})

test('guessing is slowed down: after five failures every try doubles the wait, the right password included', async () => {
  for (const guess of ['one', 'two', 'three', 'four', 'five', 'six']) expect((await signIn(guess)).status).toBe(401)
  const blocked = await signIn()
  expect(blocked.status).toBe(429)
  expect(blocked.headers.get('retry-after')).toBe('2')
  expect(await blocked.json()).toEqual({ code: 'identity.sign_in_throttled', data: { retryAfterSeconds: 2 } })
  t.clock.advance({ seconds: 3 })
  expect((await signIn()).status).toBe(200)
  for (const guess of ['one', 'two', 'three', 'four', 'five']) expect((await signIn(guess)).status).toBe(401)
  expect((await signIn()).status).toBe(200)
})

test('forty guesses at once get no more than the free tries', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => signIn(`guess ${i}`)))
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(6)
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(34)
})

test('one address is slowed down over many logins, and the table stays bounded', async () => {
  const answers = []
  for (let i = 0; i < 34; i++) answers.push((await signIn('guess', `user${i}@example.com`)).status)
  expect(answers.slice(0, 31)).toEqual(Array.from({ length: 31 }, () => 401))
  expect(answers.slice(31)).toEqual([429, 429, 429])
  const { buckets } = await t.system.db.one<{ buckets: string[] }>(sql`select array_agg(bucket) as buckets from sign_in_throttle`)
  expect(buckets.every((bucket) => /^(login|address):\d{1,5}$/.test(bucket))).toBe(true)
})

test('changing the password wants the old one and ends every other session', async () => {
  const here = browser(await signIn())
  const there = browser(await signIn())
  const put = (current: string, next: string) => send('PUT', '/api/account/password', { current, next }, here)
  expect(await codeOf(await put('not the old one', 'a meadow of flowers'))).toBe('identity.wrong_password')
  expect(await codeOf(await put(SETUP.password, 'short'))).toBe('identity.password_weak')
  expect((await send('GET', '/api/session', {}, there)).status).toBe(200)
  const done = await put(SETUP.password, 'a meadow of flowers')
  expect(((await done.json()) as { endedSessions: number }).endedSessions).toBeGreaterThanOrEqual(1)
  expect((await send('GET', '/api/session', {}, there)).status).toBe(401)
  expect((await send('GET', '/api/session', {}, here)).status).toBe(200)
  expect((await signIn()).status).toBe(401)
  expect((await send('PUT', '/api/account/password', { current: 'a meadow of flowers', next: SETUP.password }, here)).status).toBe(200)
})

test('sessions are listed and ended one by one, only one’s own', async () => {
  const here = browser(await signIn())
  const there = browser(await signIn(SETUP.password, SETUP.login, { 'user-agent': 'Phone' }))
  const ws = await t.workspace()
  const stranger = await ws.session('head')
  const list = async (headers: Headers) =>
    (
      (await (await send('GET', '/api/account/sessions', {}, headers)).json()) as {
        items: { id: number; agent: string; current: boolean }[]
      }
    ).items
  const phone = (await list(here)).find((one) => one.agent === 'Phone')
  expect((await list(here)).filter((one) => one.current)).toHaveLength(1)
  expect((await send('DELETE', `/api/account/sessions/${phone?.id}`, {}, stranger)).status).toBe(404)
  expect((await send('DELETE', `/api/account/sessions/${phone?.id}`, {}, here)).status).toBe(200)
  expect((await send('GET', '/api/session', {}, there)).status).toBe(401)
  const out = await send('DELETE', '/api/session', {}, here)
  expect(out.headers.getSetCookie().find((one) => one.startsWith('grove_session='))).toContain('Max-Age=0')
  expect((await send('GET', '/api/session', {}, here)).status).toBe(401)
})

test('a session that is not used for thirty days ends; one that is used goes on', async () => {
  const idle = browser(await signIn())
  const used = browser(await signIn())
  t.clock.advance({ days: 20 })
  expect((await send('GET', '/api/session', {}, used)).status).toBe(200)
  t.clock.advance({ days: 20 })
  expect((await send('GET', '/api/session', {}, idle)).status).toBe(401)
  expect((await send('GET', '/api/session', {}, used)).status).toBe(200)
})

test('one’s own name and language', async () => {
  const here = browser(await signIn())
  const answer = await send('PATCH', '/api/account', { name: '林小芳', locale: 'en' }, here)
  expect(await answer.json()).toMatchObject({ name: '林小芳', locale: 'en', login: 'lin@example.com' })
})

test('a second workspace: for heads only; then one switches', async () => {
  const ws = await t.workspace()
  const body = { name: '分店', zone: 'Europe/Berlin', locale: 'en' }
  expect(await codeOf(await send('POST', '/api/workspaces', body, await ws.session('operator')))).toBe('identity.head_only')
  const here = browser(await signIn())
  const made = (await (await send('POST', '/api/workspaces', body, here)).json()) as { id: number }
  expect((await send('GET', '/api/workspace', {}, here)).status).toBe(200)
  expect(await codeOf(await send('PUT', '/api/session/workspace', { workspaceId: ws.id }, here))).toBe('identity.no_workspace')
  const moved = (await (await send('PUT', '/api/session/workspace', { workspaceId: made.id }, here)).json()) as Me
  expect(moved.workspace).toMatchObject({ name: '分店', zone: 'Europe/Berlin' })
  expect(await (await send('GET', '/api/workspace', {}, here)).json()).toMatchObject({ id: made.id })
  const first = moved.workspaces.find((one) => one.name === '青木')
  const header = await send('GET', '/api/workspace', {}, { ...here, 'x-grove-workspace': first?.publicKey ?? '' })
  expect(await header.json()).toMatchObject({ name: '青木' })
})

test('the program’s secret is made once, also by two processes at once', async () => {
  await t.system.db.exec(sql`delete from installation`)
  const secrets = await Promise.all([1, 2, 3].map(() => ensureAppSecret(t.system.db, t.clock.now())))
  expect(new Set(secrets).size).toBe(1)
  expect(secrets[0]).toMatch(/^[\w-]{43}$/)
})
