import { once } from 'node:events'
import { emit } from '@grove/event-log'
import { identity, memberCookieName, memberCookieValue } from '@grove/identity/server'
import { eventKind } from '@grove/kernel/contract'
import { type Listening, listen } from '@grove/kernel/http'
import { migrationFolder, type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import WebSocket from 'ws'
import { z } from 'zod'
import { LIVE_PATH, type LiveSockets, openLiveSockets } from '@grove/live/server'

const planted = eventKind('tree.planted', z.object({}))
const felled = eventKind('wood.felled', z.object({}))
const trees = {
  name: 'trees',
  tier: 1 as const,
  rights: {},
  api: [],
  events: [planted, felled],
  migrations: migrationFolder({ '0001-none': 'select 1;' }),
}

let t: TestApp
let door: Listening
let live: LiveSockets
let ws: TestWorkspace
let cookie: Record<string, string>
beforeAll(async () => {
  t = await testApp({ modules: [identity, trees] })
  door = await listen(t.http, { port: 0, host: '127.0.0.1' })
})
beforeEach(async () => {
  live = openLiveSockets({ server: door.server, system: t.system, limit: 3, phones: 4 })
  ws = await t.workspace()
  cookie = await ws.session('viewer')
  return () => live.close()
})
afterAll(async () => {
  await door.close(0)
  await t.close()
})

/** The line, once it was greeted, or the status of the refusal. */
function line(headers: Record<string, string>, query = ''): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}${LIVE_PATH}${query}`, { headers })
  return new Promise((resolve) => {
    socket.once('message', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => undefined)
  })
}
async function opened(headers: Record<string, string>, query = ''): Promise<WebSocket> {
  const one = await line(headers, query)
  if (typeof one === 'number') throw new Error(`refused: ${one}`)
  return one
}
const heard = async (socket: WebSocket): Promise<unknown> => {
  const [data] = (await once(socket, 'message')) as [Buffer]
  return JSON.parse(data.toString())
}
const plant = (to: TestWorkspace, ...kinds: (typeof planted | typeof felled)[]) =>
  emit(
    to.ctx,
    kinds.map((kind) => ({ kind, data: {} })),
  )

it('refuses whoever is not signed in, comes from another page, or is not of the workspace named', async () => {
  const other = await t.workspace()
  expect(await line({})).toBe(401)
  expect(await line({ ...cookie, origin: 'https://elsewhere.example' })).toBe(403)
  expect(await line(cookie, `?workspace=${other.id}`)).toBe(401)
  expect(live.size).toBe(0)
})

it('sends the fourth of three away', async () => {
  for (let page = 0; page < 3; page++) await opened(cookie)
  expect(await line(cookie)).toBe(503)
})

it('tells what areas had events, never of another workspace', async () => {
  const other = await t.workspace()
  const [mine, theirs] = [await opened(cookie, `?workspace=${ws.id}`), await opened(await other.session('head'))]
  const [first, second] = [heard(mine), heard(theirs)]
  // The first look only finds the place; what comes behind it is told.
  await live.looked()
  await plant(ws, planted, felled, planted)
  expect(await first).toEqual({ changed: ['tree', 'wood'] })
  await plant(other, felled)
  expect(await second).toEqual({ changed: ['wood'] })
})

it('tells of many events that anything may have changed', async () => {
  const mine = await opened(cookie)
  const first = heard(mine)
  await live.looked()
  await plant(ws, ...Array.from({ length: 1200 }, () => planted))
  expect(await first).toEqual({ changed: ['*'] })
})

/** The cookie of a member's phone. */
const phoneOf = (of: TestWorkspace, memberId: number) => ({
  cookie: `${memberCookieName(of.publicKey)}=${memberCookieValue(t.app.config.secret, of.id, memberId, t.clock.now())}`,
})
const phone = (of: TestWorkspace, memberId: number) => opened(phoneOf(of, memberId), `?ws=${of.publicKey}`)
const plantFor = (to: TestWorkspace, memberId: number, kind: typeof planted | typeof felled, times = 1) =>
  emit(
    to.ctx,
    Array.from({ length: times }, () => ({ kind, memberId, data: {} })),
  )

it('refuses a phone that no member holds, and the member of another workspace', async () => {
  const other = await t.workspace()
  expect(await line({}, `?ws=${ws.publicKey}`)).toBe(401)
  expect(await line(cookie, `?ws=${ws.publicKey}`)).toBe(401)
  expect(await line(phoneOf(other, 5), `?ws=${ws.publicKey}`)).toBe(401)
  expect(await line(phoneOf(ws, 5), '?ws=nowhere')).toBe(401)
  expect(await line(phoneOf(ws, 5), `?workspace=${ws.id}`)).toBe(401)
  expect(await line({ ...phoneOf(ws, 5), origin: 'https://elsewhere.example' }, `?ws=${ws.publicKey}`)).toBe(403)
  expect(live.size).toBe(0)
})

it('tells a member of what is about them alone, here as on a second phone', async () => {
  const other = await t.workspace()
  const [mine, second, theirs, elsewhere] = [await phone(ws, 5), await phone(ws, 5), await phone(ws, 6), await phone(other, 5)]
  const all = [mine, second, theirs, elsewhere].map(heard)
  await live.looked()
  await plantFor(ws, 5, planted)
  await plant(ws, felled)
  expect([await all[0], await all[1]]).toEqual([{ changed: ['tree'] }, { changed: ['tree'] }])
  await plantFor(ws, 6, felled)
  await plantFor(other, 5, felled)
  expect([await all[2], await all[3]]).toEqual([{ changed: ['wood'] }, { changed: ['wood'] }])
})

it('tells every phone of the workspace that anything may have changed when more happened than was looked through', async () => {
  const first = heard(await phone(ws, 5))
  await live.looked()
  await plantFor(ws, 6, planted, 10_500)
  expect(await first).toEqual({ changed: ['*'] })
})

it('counts phones and pages of staff each by themselves', async () => {
  for (let page = 1; page <= 4; page++) await phone(ws, page)
  expect(await line(phoneOf(ws, 9), `?ws=${ws.publicKey}`)).toBe(503)
  await opened(cookie)
  expect(live.size).toBe(5)
})

it('answers whoever asks whether anybody is there, and cuts whoever never stops asking', async () => {
  const mine = await opened(cookie)
  mine.send('{}')
  expect(await heard(mine)).toEqual({ changed: [] })
  const bye = once(mine, 'close')
  for (let n = 0; n < 200; n++) mine.send('{}')
  expect((await bye)[0]).toBe(1006)
})

it('says goodbye with "come back at once"', async () => {
  const mine = await opened(cookie)
  const bye = once(mine, 'close')
  await live.close()
  expect((await bye)[0]).toBe(1012)
})
