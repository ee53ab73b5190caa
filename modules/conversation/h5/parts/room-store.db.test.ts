import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tellNews } from '@grove/channel-kit/server'
import { openRoomSockets, type RoomSockets, room } from '@grove/channel-room/server'
import { changeMembership, removeMember } from '@grove/community/server'
import type { SocketHandlers } from '@grove/live/line'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { freshKey, makeRoomFixture, type RoomFixture } from '../../server/fixture/room.ts'
import { phoneOf, roomWorld } from '../../server/fixture/room-world.ts'
import { postMessages } from '../../server/post-messages.ts'
import { createRoomStore, type RoomStore } from './room-store.ts'

let t: TestApp
let ws: TestWorkspace
let server: Server
let sockets: RoomSockets
let address = ''
const stores: RoomStore[] = []

beforeAll(async () => {
  t = await roomWorld(room)
  ws = await t.workspace()
  server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/room`
  sockets = await openRoomSockets({ server, app: t.app, system: t.system, database: t.database })
})
afterEach(() => {
  for (const store of stores.splice(0)) store.close()
})
afterAll(async () => {
  await sockets.close()
  await new Promise((done) => server.close(done))
  await t.close()
})

/** A phone over a real socket that a test can cut at any moment. */
function phone(fixture: RoomFixture, memberId: number, query = `ws=${ws.publicKey}&community=${fixture.communityId}`) {
  let live: WebSocket | undefined
  const open = (handlers: SocketHandlers) => {
    const socket = new WebSocket(`${address}?${query}`, { headers: phoneOf(t, ws, memberId) })
    live = socket
    socket.on('message', (data) => handlers.message(data.toString()))
    socket.on('close', (code) => handlers.close(code))
    socket.on('error', () => undefined)
    return { send: (text: string) => socket.send(text), close: () => socket.close() }
  }
  const store = createRoomStore({
    open,
    makeKey: freshKey,
    readOlder: async () => ({ messages: [], more: false }),
    upload: async () => ({ id: 1 }),
  })
  stores.push(store)
  return { store, cut: () => live?.terminate() }
}

const until = async (what: () => boolean) => {
  for (let n = 0; n < 2000; n++) {
    if (what()) return
    await new Promise((done) => setTimeout(done, 5))
  }
  throw new Error(`waited in vain for ${what}`)
}
const live = (store: RoomStore) => until(() => store.get().logs.get('room')?.place != null)
const textsOf = (store: RoomStore, thread: 'room' | number = 'room') =>
  (store.get().logs.get(thread)?.messages ?? []).map((m) => [m.seq, m.content.kind === 'text' ? m.content.text : m.content.kind] as const)
const text = (words: string) => ({ content: { kind: 'text' as const, text: words }, mentions: [], mentionAll: false })
const serverLog = async (communityId: number, thread = 0) =>
  (
    await ws.ctx.db.rows<{ seq: number; text: string }>(sql`
      select m.seq, case when m.recalled_at is null then m.body ->> 'text' else 'recalled' end as text from message m
      where m.workspace_id = ${ws.id} and m.community_id = ${communityId} and m.thread = ${thread} order by m.seq`)
  ).map((row) => [row.seq, row.text] as const)

describe('the door', () => {
  const knock = (query: string, headers: Record<string, string>) =>
    new Promise<{ code: number; bye: { code?: string } | undefined }>((done) => {
      let bye: { code?: string } | undefined
      const socket = new WebSocket(`${address}?${query}`, { headers })
      socket.on('message', (data) => {
        bye = JSON.parse(data.toString())
      })
      socket.on('unexpected-response', (_request, response) => done({ code: response.statusCode ?? 0, bye }))
      socket.on('close', (code) => done({ code, bye }))
      socket.on('error', () => undefined)
    })

  test('turns away a stranger, a member of another workspace, one who is not in, and a page of another site', async () => {
    const fixture = await makeRoomFixture(ws.ctx)
    const query = `ws=${ws.publicKey}&community=${fixture.communityId}`
    expect(await knock(query, {})).toMatchObject({ code: 4403, bye: { t: 'bye', code: 'kernel.not_signed_in' } })
    const outsider = await makeRoomFixture(ws.ctx, { members: 1 })
    expect((await knock(query, phoneOf(t, ws, outsider.memberIds[0] ?? 0))).bye?.code).toBe('room.not_a_member')
    const other = await t.workspace()
    const foreign = await makeRoomFixture(other.ctx, { members: 1 })
    const theirs = phoneOf(t, other, foreign.memberIds[0] ?? 0)
    expect((await knock(query, theirs)).bye?.code).toBe('kernel.not_signed_in')
    expect((await knock(`ws=${other.publicKey}&community=${fixture.communityId}`, theirs)).bye?.code).toBe('room.not_found')
    expect((await knock(`community=${fixture.communityId}`, await other.session('head'))).bye?.code).toBe('room.not_found')
    const mine = phoneOf(t, ws, fixture.memberIds[0] ?? 0)
    expect((await knock(query, { ...mine, origin: 'https://evil.example' })).code).toBe(403)
  })

  test('closes a line that floods', async () => {
    const fixture = await makeRoomFixture(ws.ctx)
    const headers = phoneOf(t, ws, fixture.memberIds[0] ?? 0)
    const code = await new Promise<number>((done) => {
      const socket = new WebSocket(`${address}?ws=${ws.publicKey}&community=${fixture.communityId}`, { headers })
      socket.on('open', () => {
        for (let n = 0; n < 200; n++) socket.send(JSON.stringify({ t: 'ping', id: n }))
      })
      socket.on('close', done)
    })
    expect(code).toBe(1008)
  })
})

describe('news of other pages', () => {
  test('reach who hears the room once they are committed, one member alone where they are for one, and no other room', async () => {
    const [fixture, elsewhere] = [await makeRoomFixture(ws.ctx), await makeRoomFixture(ws.ctx)]
    const [a = 0, b = 0] = fixture.memberIds
    const heard = new Map<number, unknown[]>()
    const listen = async (communityId: number, memberId: number) => {
      const socket = new WebSocket(`${address}?ws=${ws.publicKey}&community=${communityId}`, { headers: phoneOf(t, ws, memberId) })
      const frames: { t: string; of?: string }[] = []
      socket.on('message', (data) => {
        const frame = JSON.parse(data.toString()) as { t: string }
        if (frame.t === 'ready') socket.send(JSON.stringify({ t: 'hear', id: 1, thread: 'room', place: null }))
        frames.push(frame)
      })
      await until(() => frames.some((one) => one.t === 'ok'))
      heard.set(memberId, frames)
      return socket
    }
    const news = (memberId: number) =>
      (heard.get(memberId) as { t: string; of?: string }[]).flatMap((one) => (one.t === 'news' ? [one.of] : []))
    const stranger = elsewhere.memberIds[0] ?? 0
    const lines = [
      await listen(fixture.communityId, a),
      await listen(fixture.communityId, b),
      await listen(elsewhere.communityId, stranger),
    ]
    await ws.ctx
      .inTx(async (ctx) => {
        tellNews(ctx, 'lost', fixture.communityId)
        throw new Error('not committed')
      })
      .catch(() => undefined)
    await ws.ctx.inTx(async (ctx) => tellNews(ctx, 'mine', fixture.communityId, [b]))
    await ws.ctx.inTx(async (ctx) => tellNews(ctx, 'camp', fixture.communityId))
    await ws.ctx.inTx(async (ctx) => tellNews(ctx, 'end', elsewhere.communityId))
    await until(() => news(a).length === 1 && news(b).length === 2 && news(stranger).length === 1)
    expect([news(a), news(b), news(stranger)]).toEqual([['camp'], ['mine', 'camp'], ['end']])
    for (const line of lines) line.close()
  })
})

describe('phones in one room', () => {
  test('hear each other in order, the speaker included, and only their own private thread', async () => {
    const fixture = await makeRoomFixture(ws.ctx)
    const [a = 0, b = 0] = fixture.memberIds
    const [one, two] = [phone(fixture, a).store, phone(fixture, b).store]
    await Promise.all([live(one), live(two)])
    one.say('room', text('你好'))
    await until(() => textsOf(two).length === 1)
    two.say('room', text('你也好'))
    one.say(a, text('只说给你们听'))
    await until(() => textsOf(one).length === 2 && textsOf(two).length === 2 && textsOf(one, a).length === 1)
    expect(textsOf(one)).toEqual([
      [1, '你好'],
      [2, '你也好'],
    ])
    expect(textsOf(two)).toEqual(textsOf(one))
    expect(one.get().pending).toEqual([])
    expect(two.get().logs.has(a)).toBe(false)
    await expect(two.act({ t: 'hear', thread: a, place: null })).rejects.toMatchObject({ code: 'room.not_found' })
  })

  test('are told of reactions, what was taken back, the notice, who is here, mutes and removals', async () => {
    const fixture = await makeRoomFixture(ws.ctx)
    const [a = 0, b = 0] = fixture.memberIds
    const [one, two] = [phone(fixture, a).store, phone(fixture, b).store]
    await Promise.all([live(one), live(two)])
    one.say('room', text('撤回我'))
    await until(() => textsOf(two).length === 1)
    await two.act({ t: 'react', thread: 'room', seq: 1, emoji: '👍', on: true })
    await until(() => one.get().logs.get('room')?.messages[0]?.reactions.length === 1)
    await one.act({ t: 'recall', thread: 'room', seq: 1 })
    await until(() => textsOf(two)[0]?.[1] === 'recalled')
    await until(() => one.get().here === 2)
    expect(await one.act({ t: 'who' })).toMatchObject({ people: expect.arrayContaining([`m${a}`, `m${b}`]) })
    await changeMembership(ws.ctx, { id: fixture.communityId, memberId: b, mutedUntil: new Date(t.clock.now().getTime() + 60_000) })
    await t.drain()
    await until(() => two.get().seat?.mutedUntil !== null)
    two.say('room', text('听得到吗'))
    await until(() => two.get().pending[0]?.state === 'failed')
    expect(two.get().pending[0]?.problem?.code).toBe('room.muted')
    await removeMember(ws.ctx, { id: fixture.communityId, memberId: b, rule: 'x', evidence: '', mediaIds: [], mayRejoin: false })
    await t.drain()
    await until(() => two.get().gone !== null)
    expect(two.get()).toMatchObject({ gone: { code: 'room.not_a_member' }, line: 'gone' })
  })

  test('speaking a hundred at once lose nothing and number it without holes', async () => {
    const fixture = await makeRoomFixture(ws.ctx, { members: 40 })
    const watcher = phone(fixture, fixture.memberIds[0] ?? 0).store
    const phones = fixture.memberIds.slice(1).map((id) => phone(fixture, id).store)
    await Promise.all([watcher, ...phones].map(live))
    const said = phones.flatMap((store, n) =>
      [1, 2, 3].map((k) => {
        const words = `${n}-${k}`
        store.say('room', text(words))
        return words
      }),
    )
    await until(() => textsOf(watcher).length === said.length)
    expect(textsOf(watcher)).toEqual(await serverLog(fixture.communityId))
    expect(new Set(textsOf(watcher).map(([, words]) => words))).toEqual(new Set(said))
  })
})

describe('a phone whose line breaks at random', () => {
  test('has the server’s log in the end: nothing missed, nothing doubled, everything it said said once', async () => {
    const fixture = await makeRoomFixture(ws.ctx, { members: 3 })
    const [a = 0, b = 0, c = 0] = fixture.memberIds
    let seed = 20261122
    const chance = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
    const shaky = phone(fixture, a)
    const steady = phone(fixture, b)
    await Promise.all([live(shaky.store), live(steady.store)])
    const mine: string[] = []
    for (let n = 0; n < 60; n++) {
      const dice = chance()
      if (dice < 0.25) shaky.cut()
      if (dice < 0.5) {
        mine.push(`我 ${n}`)
        shaky.store.say('room', text(`我 ${n}`))
      }
      await postMessages(ws.ctx, [
        {
          communityId: fixture.communityId,
          thread: 0,
          author: { kind: 'member', id: c },
          key: freshKey(),
          body: { kind: 'text', text: `他 ${n}` },
        },
      ])
      const { place } = steady.store.get().logs.get('room') ?? {}
      if (dice > 0.8 && place?.seq)
        await steady.store.act({ t: 'react', thread: 'room', seq: place.seq, emoji: '🎉', on: true }).catch(() => undefined)
      if (dice > 0.6) await new Promise((done) => setTimeout(done, chance() * 20))
      t.clock.advance({ seconds: 10 })
    }
    // What was said too fast after a break waits for the server's clock.
    await until(() => {
      t.clock.advance({ seconds: 1 })
      return shaky.store.get().pending.length === 0 && shaky.store.get().line === 'live'
    })
    const log = await serverLog(fixture.communityId)
    await until(() => textsOf(shaky.store).length === log.length && textsOf(steady.store).length === log.length)
    expect(textsOf(shaky.store)).toEqual(log)
    expect(textsOf(steady.store)).toEqual(log)
    expect(
      log
        .filter(([, words]) => words.startsWith('我'))
        .map(([, words]) => words)
        .sort(),
    ).toEqual([...mine].sort())
    const reactions = (store: RoomStore) =>
      store
        .get()
        .logs.get('room')
        ?.messages.map((m) => m.reactions)
    await until(() => JSON.stringify(reactions(shaky.store)) === JSON.stringify(reactions(steady.store)))
  })

  test('and was away for longer than the server tells again starts from the newest page', async () => {
    const fixture = await makeRoomFixture(ws.ctx, { members: 2 })
    const [a = 0, b = 0] = fixture.memberIds
    const one = phone(fixture, a)
    await live(one.store)
    one.cut()
    await postMessages(
      ws.ctx,
      Array.from({ length: 250 }, (_, n) => ({
        communityId: fixture.communityId,
        thread: 0,
        author: { kind: 'member' as const, id: b },
        key: freshKey(),
        body: { kind: 'text' as const, text: `${n}` },
      })),
    )
    await until(() => textsOf(one.store).length > 0)
    expect(textsOf(one.store).map(([seq]) => seq)).toEqual(Array.from({ length: 30 }, (_, n) => n + 221))
    expect(one.store.get().logs.get('room')?.older).toBe(true)
  })
})

test('two processes on one database hear each other', async () => {
  const fixture = await makeRoomFixture(ws.ctx, { members: 2 })
  const [a = 0, b = 0] = fixture.memberIds
  const second = createServer()
  await new Promise<void>((done) => second.listen(0, '127.0.0.1', done))
  // Another app over the same database: what the other process has in memory is not shared.
  const app = Object.create(t.app) as typeof t.app
  const there = await openRoomSockets({ server: second, app, system: { ...t.system, app }, database: t.database })
  const here = address
  const one = phone(fixture, a).store
  await live(one)
  address = `ws://127.0.0.1:${(second.address() as AddressInfo).port}/ws/room`
  const two = phone(fixture, b).store
  await live(two)
  address = here
  one.say('room', text('你在那边吗'))
  await until(() => textsOf(two).length === 1)
  two.say('room', text('在'))
  await until(() => textsOf(one).length === 2)
  await until(() => one.get().here === 2 && two.get().here === 2)
  expect(textsOf(one)).toEqual(await serverLog(fixture.communityId))
  expect(textsOf(two)).toEqual(textsOf(one))
  two.close()
  await there.close()
  await new Promise((done) => second.close(done))
})
