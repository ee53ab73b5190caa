import { type LiveFrame, liveFeed } from '@grove/channel-kit/server'
import { assignStaff } from '@grove/community/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Message } from '../contract/index.ts'
import { framesSince } from './catch-up.ts'
import { freshKey, makeRoomFixture, type RoomFixture, setMembership } from './fixture/room.ts'
import { ask, phoneOf, roomWorld } from './fixture/room-world.ts'
import { roomEndpoints } from './room-endpoints.ts'

let t: TestApp
let ws: TestWorkspace
let other: TestWorkspace
let room: RoomFixture
let a = 0
let b = 0
let head: Record<string, string>
beforeAll(async () => {
  t = await roomWorld()
  ws = await t.workspace()
  other = await t.workspace()
  head = await ws.session('head')
})
afterAll(() => t.close())
beforeEach(async () => {
  room = await makeRoomFixture(ws.ctx, { members: 4 })
  ;[a = 0, b = 0] = room.memberIds
  t.clock.advance({ minutes: 10 })
})

const memberPath = (rest = '', of = ws) => `/api/m/${of.publicKey}/rooms/${room.communityId}${rest}`
const staffPath = (rest = '') => `/api/rooms/${room.communityId}${rest}`
const words = (text: string, more: object = {}) => ({ key: freshKey(), content: { kind: 'text', text }, ...more })
const phone = (id: number) => phoneOf(t, ws, id)
const say = (who: Record<string, string>, text: string, more: object = {}) =>
  ask(
    t,
    who,
    'POST',
    'cookie' in who && who.cookie?.startsWith('gm_') ? memberPath('/messages') : staffPath('/messages'),
    words(text, more),
  )
const page = async (who: Record<string, string>, query = '') =>
  (await ask(t, who, 'GET', memberPath(`/messages${query}`))).body as unknown as { messages: Message[]; more: boolean }

describe('every room endpoint', () => {
  const fill = (path: string, of: TestWorkspace) =>
    path
      .replace(':ws', of.publicKey)
      .replace(':communityId', String(room.communityId))
      .replace(':seq', '1')
      .replace(':memberId', String(b))
      .replace(':id', '1')
  const bodies: Record<string, object> = {
    messages: words('x'),
    reactions: { emoji: '👍', on: true },
    read: { seq: 1 },
    pin: { text: 'x' },
    mute: { minutes: 5 },
    remove: { rule: 'x' },
    recall: {},
    decision: { approve: true },
    'sensitive-words': { set: [] },
  }
  const bodyFor = (method: string, path: string) => (method === 'GET' ? undefined : bodies[path.split('/').at(-1) ?? ''])

  test.each(roomEndpoints.map(({ route }) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses a stranger, another workspace, and who has no place there',
    async (_name, route) => {
      const stranger = { 'content-type': 'application/json' }
      const body = bodyFor(route.method, route.path)
      expect((await ask(t, stranger, route.method, fill(route.path, ws), body)).status).toBe(401)
      if (route.access === 'member') {
        const foreign = await makeRoomFixture(other.ctx, { members: 1 })
        const theirs = phoneOf(t, other, foreign.memberIds[0] ?? 0)
        expect((await ask(t, theirs, route.method, fill(route.path, ws), body)).status).toBe(401)
        const inTheirs = await ask(t, theirs, route.method, fill(route.path, other), body)
        expect([403, 404]).toContain(inTheirs.status)
        const outsider = await makeRoomFixture(ws.ctx, { members: 1 })
        const notIn = await ask(t, phone(outsider.memberIds[0] ?? 0), route.method, fill(route.path, ws), body)
        expect(notIn.body.code).toBe('room.not_a_member')
      } else {
        const right = typeof route.access === 'object' ? route.access.right : ''
        const viewer = await ask(t, await ws.session('viewer'), route.method, fill(route.path, ws), body)
        if (right !== 'room.read') expect(viewer.body.code).toBe('kernel.forbidden')
        if (route.path.includes(':communityId')) {
          const theirs = await ask(t, await other.session('head'), route.method, fill(route.path, ws), body)
          expect([403, 404]).toContain(theirs.status)
          const ownOnly = await ask(t, await ws.session('owner', { scope: { kind: 'own' } }), route.method, fill(route.path, ws), body)
          expect([403, 404]).toContain(ownOnly.status)
        }
      }
    },
  )

  test.each(['left', 'removed'])('a member who %s is out at once', async (state) => {
    await setMembership(ws.ctx, room.communityId, a, { state })
    expect((await ask(t, phone(a), 'GET', memberPath())).body.code).toBe('room.not_a_member')
    expect((await say(phone(a), '我还在')).body.code).toBe('room.not_a_member')
    expect((await ask(t, phone(a), 'GET', memberPath('/messages'))).body.code).toBe('room.not_a_member')
  })
})

describe('speaking', () => {
  test('is refused when muted, in a community that is over, for another’s thread, to everyone, or with a picture that is not there', async () => {
    await setMembership(ws.ctx, room.communityId, a, { mutedUntil: new Date(t.clock.now().getTime() + 60_000) })
    expect((await say(phone(a), '让我说')).body).toMatchObject({ code: 'room.muted', data: { until: expect.any(String) } })
    expect((await say(phone(a), '私信可以', { thread: a })).status).toBe(200)
    expect((await say(phone(b), '偷看', { thread: a })).body.code).toBe('room.not_found')
    expect((await say(phone(b), '@所有人', { mentionAll: true })).body.code).toBe('room.mention_all_not_allowed')
    expect((await say(phone(b), '', { content: { kind: 'picture', mediaId: 999_999 } })).body.code).toBe('room.picture_not_found')
    const over = await makeRoomFixture(ws.ctx, { members: 1, state: 'dissolved' })
    const path = `/api/m/${ws.publicKey}/rooms/${over.communityId}/messages`
    expect((await ask(t, phone(over.memberIds[0] ?? 0), 'POST', path, words('还有人吗'))).body.code).toBe('room.closed')
  })

  test('is refused with a link that runs a script, without words, or with too many', async () => {
    for (const content of [
      { kind: 'link', url: 'javascript:alert(1)', title: 'x' },
      { kind: 'text', text: '  ' },
      { kind: 'text', text: 'x'.repeat(2001) },
    ]) {
      expect((await say(phone(a), '', { content })).body.code).toBe('kernel.invalid_input')
    }
  })

  test('the same key is the same message', async () => {
    const once = words('只说一次')
    const first = await ask(t, phone(a), 'POST', memberPath('/messages'), once)
    expect(first.body).toEqual({ seq: 1, repeated: false })
    expect((await ask(t, phone(a), 'POST', memberPath('/messages'), once)).body).toEqual({ seq: 1, repeated: true })
  })

  test('too fast is told how long to wait; after that it goes on; nobody else waits', async () => {
    for (let n = 0; n < 5; n++) expect((await say(phone(a), `第 ${n} 句`)).status).toBe(200)
    expect((await say(phone(a), '太快')).body).toMatchObject({ code: 'room.too_fast', data: { retryAfterSeconds: 2 } })
    expect((await say(phone(b), '我不急')).status).toBe(200)
    t.clock.advance({ seconds: 2 })
    expect((await say(phone(a), '又可以了')).status).toBe(200)
  })

  test('shows who speaks, with badge, quote and mentions', async () => {
    await setMembership(ws.ctx, room.communityId, b, { role: 'ambience' })
    await say(phone(a), '大家好')
    await say(phone(b), '欢迎 @成员1', { replyTo: 1, mentions: [a] })
    await say(head, '我是群主')
    const { messages } = await page(phone(a))
    expect(messages.map((m) => [m.author.kind, m.author.name, m.author.badge])).toEqual([
      ['member', '成员1', null],
      ['member', '成员2', 'ambience'],
      ['staff', expect.any(String), 'official'],
    ])
    expect(messages[1]).toMatchObject({ replyTo: { seq: 1, name: '成员1', excerpt: '大家好' }, mentions: [a] })
  })
})

test('what listeners are told straight from memory is what they would read', async () => {
  const told: LiveFrame[] = []
  const stop = liveFeed(t.app).on((changes) => told.push(...changes.flatMap((change) => change.frames ?? [])))
  await setMembership(ws.ctx, room.communityId, b, { role: 'kol' })
  await say(phone(a), '大家好')
  await say(phone(b), '@成员1 你好', { mentions: [a] })
  await say(phone(a), '引用要读', { replyTo: 1 })
  stop()
  const read = await framesSince(ws.ctx, { communityId: room.communityId, thread: 0 }, { seq: 0, rev: 0 })
  expect(told).toHaveLength(2)
  expect(told).toEqual(read.slice(0, 2))
})

describe('reading', () => {
  test('goes back page by page and forward again, without holes', async () => {
    for (let n = 1; n <= 12; n++) {
      await say(phone(a), `第 ${n} 句`)
      t.clock.advance({ seconds: 5 })
    }
    const last = await page(phone(b), '?limit=5')
    expect([last.messages.map((m) => m.seq), last.more]).toEqual([[8, 9, 10, 11, 12], true])
    const before = await page(phone(b), '?limit=10&before=8')
    expect([before.messages.map((m) => m.seq), before.more]).toEqual([[1, 2, 3, 4, 5, 6, 7], false])
    const after = await page(phone(b), '?limit=3&after=4')
    expect([after.messages.map((m) => m.seq), after.more]).toEqual([[5, 6, 7], true])
  })

  test('counts what is unread, for the room and the private thread alone, and the mark never goes back', async () => {
    for (const text of ['一', '二', '三']) await say(phone(a), text)
    await say(head, '私信你', { thread: b })
    const unread = async () => (await ask(t, phone(b), 'GET', memberPath())).body.unread
    expect(await unread()).toEqual({ room: 3, private: 1 })
    await ask(t, phone(b), 'POST', memberPath('/read'), { seq: 2 })
    await ask(t, phone(b), 'POST', memberPath('/read'), { seq: 1 })
    expect(await unread()).toEqual({ room: 1, private: 1 })
    await ask(t, phone(b), 'POST', memberPath('/read'), { thread: b, seq: 99 })
    expect(await unread()).toEqual({ room: 1, private: 0 })
    await say(head, '还在吗', { thread: b })
    expect(await unread()).toEqual({ room: 1, private: 1 })
  })

  test('tells of which type the group is, to members and staff', async () => {
    const types = async () => [(await ask(t, phone(b), 'GET', memberPath())).body.type, (await ask(t, head, 'GET', staffPath())).body.type]
    expect(await types()).toEqual(['newcomer', 'newcomer'])
    await ws.ctx.db.exec(sql`update community set type = 'delivery' where workspace_id = ${ws.id} and id = ${room.communityId}`)
    expect(await types()).toEqual(['delivery', 'delivery'])
  })

  test('private threads wait for staff, the newest first', async () => {
    await say(phone(a), '我想退款', { thread: a })
    t.clock.advance({ minutes: 1 })
    await say(phone(b), '怎么报名', { thread: b })
    const list = async (query = '') =>
      (await ask(t, head, 'GET', staffPath(`/threads${query}`))).body.items as {
        memberId: number
        waitingSince: string | null
        excerpt: string
      }[]
    expect((await list()).map((one) => [one.memberId, one.excerpt])).toEqual([
      [b, '怎么报名'],
      [a, '我想退款'],
    ])
    await say(head, '在群公告里', { thread: b })
    expect((await list('?waiting=true')).map((one) => one.memberId)).toEqual([a])
  })

  test('people are listed with colleagues first, found by name, page by page', async () => {
    const owner = await ws.as('owner')
    const staffId = owner.actor.kind === 'staff' ? owner.actor.staffId : 0
    await assignStaff(ws.ctx, { id: room.communityId, staffId, post: 'owner' })
    const people = async (query = '') =>
      (await ask(t, phone(a), 'GET', memberPath(`/people${query}`))).body as unknown as {
        items: { kind: string; name: string; badge: string | null }[]
        next: string | null
      }
    expect((await people()).items.map((one) => [one.kind, one.badge])).toEqual([
      ['staff', 'official'],
      ...room.memberIds.map(() => ['member', null]),
    ])
    expect((await people(`?text=${encodeURIComponent('员3')}`)).items.map((one) => one.name)).toEqual(['成员3'])
    const first = await people('?limit=3')
    const second = await people(`?limit=3&cursor=${first.next}`)
    expect([...first.items, ...second.items].filter((one) => one.kind === 'member').map((one) => one.name)).toEqual([
      '成员1',
      '成员2',
      '成员3',
      '成员4',
    ])
    expect(second.next).toBeNull()
  })

  test('a page takes at most five statements, sessions and seat included', async () => {
    for (let n = 0; n < 5; n++) await say(phone(a), `第 ${n} 句`, n ? { replyTo: 1 } : {})
    await page(phone(b))
    const before = t.database.statements()
    await page(phone(b))
    expect(t.database.statements() - before).toBeLessThanOrEqual(6)
  })
})
