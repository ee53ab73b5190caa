import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Message } from '../contract/index.ts'
import { freshKey, makeRoomFixture, type RoomFixture, setMembership } from './fixture/room.ts'
import { ask, phoneOf, roomWorld } from './fixture/room-world.ts'

let t: TestApp
let ws: TestWorkspace
let room: RoomFixture
let a = 0
let b = 0
let duty = 0
let head: Record<string, string>
beforeAll(async () => {
  t = await roomWorld()
  ws = await t.workspace()
  head = await ws.session('head')
})
afterAll(() => t.close())
beforeEach(async () => {
  room = await makeRoomFixture(ws.ctx, { members: 4 })
  ;[a = 0, b = 0, duty = 0] = room.memberIds
  await setMembership(ws.ctx, room.communityId, duty, { role: 'duty' })
  t.clock.advance({ minutes: 10 })
})

const phone = (id: number) => phoneOf(t, ws, id)
const asMember = (id: number, method: string, rest: string, body: object = {}) =>
  ask(t, phone(id), method, `/api/m/${ws.publicKey}/rooms/${room.communityId}${rest}`, method === 'GET' ? undefined : body)
const asHead = (method: string, rest: string, body: object = {}) =>
  ask(t, head, method, `/api/rooms/${room.communityId}${rest}`, method === 'GET' ? undefined : body)
const words = (text: string, more: object = {}) => ({ key: freshKey(), content: { kind: 'text', text }, ...more })
const say = async (id: number, text: string, more: object = {}) => (await asMember(id, 'POST', '/messages', words(text, more))).body
const shown = async () => (await asMember(a, 'GET', '/messages')).body.messages as Message[]
const log = (kind: string) =>
  ws.ctx.db.rows<{ memberId: number | null; counted: boolean; data: object; actor: object }>(sql`
    select e.member_id as "memberId", e.counted, e.data, e.actor from event e
    where e.workspace_id = ${ws.id} and e.community_id = ${room.communityId} and e.kind = ${kind} order by e.tx, e.id`)
const audits = (verb: string) =>
  ws.ctx.db.rows<{ actor: object; before: object | null; after: object | null }>(sql`
    select u.actor, u.before, u.after from audit u where u.workspace_id = ${ws.id} and u.verb = ${verb} order by u.id desc limit 1`)

describe('taking back', () => {
  test('is refused for another’s message, for one’s own after two minutes, twice, and for what is not there', async () => {
    await say(a, '说错了')
    expect((await asMember(b, 'POST', '/messages/1/recall')).body.code).toBe('room.only_moderators')
    expect((await asMember(a, 'POST', '/messages/9/recall')).body.code).toBe('room.message_not_found')
    t.clock.advance({ minutes: 3 })
    expect((await asMember(a, 'POST', '/messages/1/recall')).body).toMatchObject({ code: 'room.recall_too_late', data: { minutes: 2 } })
    expect((await asMember(duty, 'POST', '/messages/1/recall')).body).toEqual({ changed: 1 })
    expect((await asHead('POST', '/messages/1/recall')).body.code).toBe('room.already_recalled')
  })

  test('hides the words from everybody, also in quotes, and keeps them for the audit', async () => {
    await say(a, '这句不该说')
    await say(b, '什么？', { replyTo: 1 })
    await asHead('POST', '/messages/1/recall')
    const [first, second] = await shown()
    expect(first).toMatchObject({ content: { kind: 'recalled', byOther: true }, reactions: [] })
    expect(second?.replyTo).toMatchObject({ seq: 1, excerpt: '' })
    expect(JSON.stringify([first, second])).not.toContain('不该说')
    expect(await audits('message.recall')).toMatchObject([{ before: { text: '这句不该说' } }])
    expect(await log('message.recalled')).toMatchObject([{ memberId: a, counted: false, data: { seq: 1, byOther: true } }])
  })

  test('of one’s own within two minutes leaves no audit row', async () => {
    await say(a, '手滑')
    const before = await audits('message.recall')
    expect((await asMember(a, 'POST', '/messages/1/recall')).body).toEqual({ changed: 1 })
    expect((await shown())[0]?.content).toEqual({ kind: 'recalled', byOther: false })
    expect(await audits('message.recall')).toEqual(before)
  })

  test('by two at once happens once', async () => {
    await say(a, '一起撤')
    const both = await Promise.all([asHead('POST', '/messages/1/recall'), asMember(duty, 'POST', '/messages/1/recall')])
    expect(both.map((one) => one.status).sort()).toEqual([200, 409])
  })
})

describe('reactions', () => {
  test('are refused with an emoji of one’s own choice, on what was taken back, and for the muted', async () => {
    await say(a, '好消息')
    expect((await asMember(b, 'POST', '/messages/1/reactions', { emoji: '💩', on: true })).body.code).toBe('kernel.invalid_input')
    expect((await asMember(b, 'POST', '/messages/9/reactions', { emoji: '👍', on: true })).body.code).toBe('room.message_not_found')
    await setMembership(ws.ctx, room.communityId, b, { mutedUntil: new Date(t.clock.now().getTime() + 60_000) })
    expect((await asMember(b, 'POST', '/messages/1/reactions', { emoji: '👍', on: true })).body.code).toBe('room.muted')
  })

  test('count each person once, and can be taken back', async () => {
    await say(a, '好消息')
    const react = (id: number, on: boolean, emoji = '👍') => asMember(id, 'POST', '/messages/1/reactions', { emoji, on })
    expect((await react(b, true)).body).toEqual({ changed: 1 })
    expect((await react(b, true)).body).toEqual({ changed: 0 })
    await react(duty, true)
    t.clock.advance({ seconds: 1 })
    await react(duty, true, '🎉')
    expect((await shown())[0]?.reactions).toEqual([
      { emoji: '👍', count: 2, by: [`m${b}`, `m${duty}`] },
      { emoji: '🎉', count: 1, by: [`m${duty}`] },
    ])
    t.clock.advance({ seconds: 30 })
    await react(b, false)
    expect((await shown())[0]?.reactions[0]).toEqual({ emoji: '👍', count: 1, by: [`m${duty}`] })
    expect((await log('message.reacted')).map((e) => [e.memberId, e.counted])).toEqual([
      [b, true],
      [duty, true],
      [duty, true],
      [b, true],
    ])
  })
})

describe('the notice', () => {
  test('is pinned and taken down by moderators only', async () => {
    await say(a, '明天九点集合')
    expect((await asMember(a, 'PUT', '/pin', { seq: 1 })).body.code).toBe('room.only_moderators')
    expect((await asMember(duty, 'PUT', '/pin', { seq: 9 })).body.code).toBe('room.message_not_found')
    await asMember(duty, 'PUT', '/pin', { seq: 1 })
    const pin = async () => (await asMember(a, 'GET', '')).body.pin
    expect(await pin()).toMatchObject({ text: '明天九点集合', seq: 1, by: '成员3' })
    await asHead('PUT', '/pin', { text: '改到十点' })
    expect(await pin()).toMatchObject({ text: '改到十点', seq: null })
    await asHead('PUT', '/pin', { text: '' })
    expect(await pin()).toBeNull()
    expect((await log('notice.pinned')).length).toBe(2)
    expect((await log('notice.unpinned')).length).toBe(1)
  })
})

describe('muting and removing', () => {
  const mute = (by: number, whom: number, minutes = 10) => asMember(by, 'POST', `/people/${whom}/mute`, { minutes })

  test('are refused to members, and to duty members against each other and themselves', async () => {
    const [, , , other = 0] = room.memberIds
    await setMembership(ws.ctx, room.communityId, other, { role: 'duty' })
    expect((await mute(a, b)).body.code).toBe('room.only_moderators')
    expect((await mute(duty, duty)).body.code).toBe('room.not_this_person')
    expect((await mute(duty, other)).body.code).toBe('room.not_this_person')
    expect((await mute(duty, 999_999)).body.code).toBe('room.not_found')
    expect((await asMember(a, 'POST', `/people/${b}/remove`, { rule: 'x' })).body.code).toBe('room.only_moderators')
    expect((await asMember(duty, 'POST', `/people/${b}/remove`, { rule: ' ' })).body.code).toBe('kernel.invalid_input')
  })

  test('a mute ends by itself or by a moderator', async () => {
    await mute(duty, a)
    expect((await say(a, '放我出来')).code).toBe('room.muted')
    t.clock.advance({ minutes: 11 })
    expect((await say(a, '时间到了')).code).toBeUndefined()
    await asHead('POST', `/people/${a}/mute`, { minutes: 60 })
    expect((await say(a, '又来')).code).toBe('room.muted')
    await asHead('POST', `/people/${a}/mute`, { minutes: 0 })
    expect((await say(a, '谢谢')).code).toBeUndefined()
  })

  test('a removal is kept with its rule and evidence, and the member is out', async () => {
    await asMember(duty, 'POST', `/people/${a}/remove`, { rule: '不发广告', evidence: '连发三条外链' })
    expect((await say(a, '喂')).code).toBe('room.not_a_member')
    expect(await log('community.member_removed')).toMatchObject([
      { memberId: a, actor: { kind: 'member', id: duty }, data: { rule: '不发广告', evidence: '连发三条外链' } },
    ])
  })
})

describe('sensitive words', () => {
  const set = (words: object[], remove: string[] = []) => ask(t, head, 'PUT', '/api/sensitive-words', { set: words, remove })

  test('may be changed by head and operator only', async () => {
    const owner = await ws.session('owner')
    expect((await ask(t, owner, 'PUT', '/api/sensitive-words', { set: [{ word: 'x', action: 'block' }] })).body.code).toBe(
      'kernel.forbidden',
    )
  })

  test('block, mask or hold what members say, from the next message on; staff may say them', async () => {
    await set([
      { word: '代考', action: 'block' },
      { word: '笨蛋', action: 'mask' },
      { word: '转账', action: 'hold' },
    ])
    expect(await say(a, '有人代 考吗')).toMatchObject({ code: 'room.word_blocked', data: { words: '代考' } })
    await say(a, '你这个笨蛋')
    expect(await say(b, '先转账再发货')).toMatchObject({ code: 'room.held' })
    expect((await asHead('POST', '/messages', words('警惕代考、转账诈骗'))).status).toBe(200)
    expect((await shown()).map((m) => (m.content.kind === 'text' ? m.content.text : ''))).toEqual(['你这个**', '警惕代考、转账诈骗'])
    await set([], ['代考'])
    t.clock.advance({ seconds: 30 })
    expect((await say(a, '代考是违法的')).code).toBeUndefined()
    expect((await audits('word_list.set'))[0]?.after).toMatchObject({ removed: ['代考'] })
  })

  test('of one workspace do not reach another', async () => {
    await set([{ word: '隔壁', action: 'block' }])
    const other = await t.workspace()
    const theirs = await makeRoomFixture(other.ctx, { members: 1 })
    const path = `/api/m/${other.publicKey}/rooms/${theirs.communityId}/messages`
    expect((await ask(t, phoneOf(t, other, theirs.memberIds[0] ?? 0), 'POST', path, words('隔壁老王'))).status).toBe(200)
  })

  test('a held message is let in once, with the next number, or refused for good', async () => {
    await set([{ word: '转账', action: 'hold' }])
    await say(a, '第一句')
    const [one, two] = [words('转账一'), words('转账二')]
    await asMember(b, 'POST', '/messages', one)
    await asMember(b, 'POST', '/messages', one)
    await asMember(b, 'POST', '/messages', two)
    const held = (await ask(t, head, 'GET', `/api/held-messages?communityId=${room.communityId}`)).body.items as {
      id: number
      text: string
      words: string[]
    }[]
    expect(held.map((row) => [row.text, row.words])).toEqual([
      ['转账一', ['转账']],
      ['转账二', ['转账']],
    ])
    const decide = (id: number, approve: boolean) => ask(t, head, 'POST', `/api/held-messages/${id}/decision`, { approve })
    expect((await decide(999_999, true)).body.code).toBe('room.held_not_found')
    const [first, second] = held.map((row) => row.id)
    const both = await Promise.all([decide(first ?? 0, true), decide(first ?? 0, true)])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect((await decide(second ?? 0, false)).body).toEqual({ seq: null })
    expect((await shown()).map((m) => [m.seq, m.content.kind === 'text' ? m.content.text : ''])).toEqual([
      [1, '第一句'],
      [2, '转账一'],
    ])
    expect((await ask(t, head, 'GET', `/api/held-messages?communityId=${room.communityId}`)).body.items).toEqual([])
    const own = await ws.session('owner', { scope: { kind: 'own' } })
    expect((await ask(t, own, 'POST', `/api/held-messages/${second}/decision`, { approve: true })).body.code).toBe('room.not_found')
  })
})

test('joins are told in the room by one line for all who came together', async () => {
  const { addMembers } = await import('@grove/community/server')
  const many = await makeRoomFixture(ws.ctx, { members: 6 })
  await addMembers(ws.ctx, { id: room.communityId, memberIds: [...many.memberIds], role: 'member' })
  await t.drain()
  const notices = (await shown()).filter((m) => m.content.kind === 'system')
  expect(notices.map((m) => m.content)).toEqual([
    { kind: 'system', name: 'joined_many', params: { names: '成员1、成员2、成员3', count: 6 } },
  ])
  await t.drain()
  expect((await shown()).filter((m) => m.content.kind === 'system')).toHaveLength(1)
})
