import { route } from '@grove/kernel/contract'
import { credentialsOf, sessionGate } from '@grove/kernel/http'
import { endpoint } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { identity, issueMemberCookie, memberCookieValue } from './index.ts'

const join = route({
  method: 'POST',
  path: '/api/m/:ws/join',
  summary: 'Join',
  access: 'visitor',
  input: z.object({ memberId: z.number() }),
  output: z.object({}),
})
const pages = {
  name: 'pages',
  tier: 1,
  rights: {},
  api: [
    endpoint(join, async (ctx, { memberId }, info) => {
      await issueMemberCookie(info, ctx, memberId)
      return {}
    }),
  ],
} as const

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, pages] })
})
afterAll(() => t.close())
beforeEach(async () => {
  ws = await t.workspace()
})

const who = (publicKey: string, cookie: string) =>
  t.app.use(sessionGate).memberPage(
    t.system,
    credentialsOf((name) => (name === 'cookie' ? `gm_${publicKey}=${cookie}` : null)),
    publicKey,
  )
const value = (memberId: number, of = ws) => memberCookieValue(t.app.config.secret, of.id, memberId, t.clock.now())

test('no such workspace is nobody; forged, changed and foreign cookies are visitors', async () => {
  const other = await t.workspace()
  expect(await who('nowhere', value(5))).toBeUndefined()
  const good = value(5)
  const wrong = [
    '',
    'x',
    good.replace('.5.', '.6.'),
    `${good}x`,
    good.slice(0, -1),
    memberCookieValue('another secret', ws.id, 5, t.clock.now()),
    value(5, other),
  ]
  for (const cookie of wrong) expect(await who(ws.publicKey, cookie)).toMatchObject({ by: 'nothing', actor: { kind: 'visitor' } })
})

test('joining gives a cookie that makes the browser that member, for this workspace only', async () => {
  const answer = await t.http.request(`/api/m/${ws.publicKey}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ memberId: 7 }),
  })
  const header = answer.headers.getSetCookie().find((one) => one.startsWith(`gm_${ws.publicKey}=`)) ?? ''
  expect(header).toContain('HttpOnly')
  const cookie = decodeURIComponent(/=([^;]+)/.exec(header)?.[1] ?? '')
  expect(await who(ws.publicKey, cookie)).toMatchObject({ workspaceId: ws.id, by: 'member', actor: { kind: 'member', memberId: 7 } })
})

test('a cookie in use is renewed every month, one that is not ends after 400 days', async () => {
  const cookie = value(5)
  t.clock.advance({ days: 31 })
  const entry = await who(ws.publicKey, cookie)
  expect(entry?.renew?.name).toBe(`gm_${ws.publicKey}`)
  t.clock.advance({ days: 370 })
  expect(await who(ws.publicKey, cookie)).toMatchObject({ by: 'nothing' })
  expect(await who(ws.publicKey, entry?.renew?.value ?? '')).toMatchObject({ by: 'member' })
})
