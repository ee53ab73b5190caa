import { content } from '@grove/content/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { defineModule } from '@grove/kernel/server'
import { member } from '@grove/member/server'
import { type TestApp, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshKey, makeRoomFixture } from './fixture/room.ts'
import type { NewMessage } from './message-row.ts'
import { postMessages } from './post-messages.ts'

let t: TestApp
beforeAll(async () => {
  const tables = [
    defineModule({
      name: 'community',
      tier: 2,
      rights: {},
      api: [],
      migrations: new URL('../../community/server/migrations/', import.meta.url),
    }),
    defineModule({ name: 'conversation', tier: 2, rights: {}, api: [], migrations: new URL('./migrations/', import.meta.url) }),
  ]
  t = await testApp({ modules: [identity, member, content, ...tables] })
})
afterAll(() => t.close())

const text = (communityId: number, memberId: number, words: string, rest: Partial<NewMessage> = {}): NewMessage => ({
  communityId,
  thread: 0,
  author: { kind: 'member', id: memberId },
  key: freshKey(),
  body: { kind: 'text', text: words },
  ...rest,
})
const stored = (ctx: Ctx, communityId: number, thread = 0) =>
  ctx.db.rows<{ seq: number; text: string }>(sql`
    select m.seq, m.body ->> 'text' as text from message m
    where m.workspace_id = ${ctx.workspaceId} and m.community_id = ${communityId} and m.thread = ${thread} order by m.seq`)
const events = (ctx: Ctx, communityId: number) =>
  ctx.db.rows<{
    kind: string
    memberId: number | null
    runId: number | null
    counted: boolean
    actor: { kind: string }
    data: Record<string, unknown>
  }>(sql`
    select e.kind, e.member_id as "memberId", e.run_id as "runId", e.counted, e.actor, e.data from event e
    where e.workspace_id = ${ctx.workspaceId} and e.community_id = ${communityId} order by e.tx, e.id`)

describe('numbers of messages', () => {
  test('grow by one without holes under 50 concurrent posters', async () => {
    const { ctx } = await t.workspace()
    const { communityId, memberIds } = await makeRoomFixture(ctx, { members: 50 })
    await Promise.all(
      memberIds.map(async (memberId) => {
        for (let n = 0; n < 4; n++) await postMessages(ctx, [text(communityId, memberId, `${memberId}/${n}`)])
      }),
    )
    const rows = await stored(ctx, communityId)
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
    expect(new Set(rows.map((row) => row.text)).size).toBe(200)
  })

  test('are counted for each room and private thread alone, in the order of the batch', async () => {
    const { ctx } = await t.workspace()
    const one = await makeRoomFixture(ctx)
    const two = await makeRoomFixture(ctx)
    const [member = 0] = one.memberIds
    const posted = await postMessages(ctx, [
      text(one.communityId, member, 'a'),
      text(two.communityId, two.memberIds[0] ?? 0, 'b'),
      text(one.communityId, member, 'c', { thread: member }),
      text(one.communityId, member, 'd'),
    ])
    expect(posted.map((row) => row.seq)).toEqual([1, 1, 1, 2])
    expect(await stored(ctx, one.communityId)).toEqual([
      { seq: 1, text: 'a' },
      { seq: 2, text: 'd' },
    ])
  })

  test('batches over many rooms from two sides never deadlock and leave no holes', async () => {
    const { ctx } = await t.workspace()
    const rooms = await Promise.all(Array.from({ length: 6 }, () => makeRoomFixture(ctx, { members: 1 })))
    const batch = (order: typeof rooms) => order.map((room) => text(room.communityId, room.memberIds[0] ?? 0, 'x'))
    await Promise.all(Array.from({ length: 10 }, (_, n) => postMessages(ctx, batch(n % 2 ? rooms : [...rooms].reverse()))))
    for (const room of rooms) expect((await stored(ctx, room.communityId)).map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })
})

describe('the same key', () => {
  test('is the same message: said again, said twice in one batch, said at the same moment', async () => {
    const { ctx } = await t.workspace()
    const { communityId, memberIds } = await makeRoomFixture(ctx)
    const once = text(communityId, memberIds[0] ?? 0, 'once')
    const [first] = await postMessages(ctx, [once])
    expect(first).toMatchObject({ seq: 1, repeated: false })
    expect(await postMessages(ctx, [once])).toMatchObject([{ seq: 1, repeated: true }])
    const twice = text(communityId, memberIds[0] ?? 0, 'twice')
    expect(await postMessages(ctx, [twice, twice])).toMatchObject([
      { seq: 2, repeated: false },
      { seq: 2, repeated: true },
    ])
    const race = text(communityId, memberIds[1] ?? 0, 'race')
    const raced = await Promise.all(Array.from({ length: 10 }, () => postMessages(ctx, [race])))
    expect(raced.flat().filter((row) => !row.repeated)).toHaveLength(1)
    expect(new Set(raced.flat().map((row) => row.seq))).toEqual(new Set([3]))
    expect((await events(ctx, communityId)).map((event) => event.kind)).toEqual(['message.posted', 'message.posted', 'message.posted'])
  })

  test('of another author, room or thread is another message', async () => {
    const { ctx } = await t.workspace()
    const { communityId, memberIds } = await makeRoomFixture(ctx)
    const [a = 0, b = 0] = memberIds
    const key = freshKey()
    const posted = await postMessages(ctx, [
      text(communityId, a, 'a', { key }),
      text(communityId, b, 'b', { key }),
      text(communityId, a, 'c', { key, thread: a }),
    ])
    expect(posted.map((row) => [row.seq, row.repeated])).toEqual([
      [1, false],
      [2, false],
      [1, false],
    ])
  })
})

describe('what is told to the log', () => {
  test('members are counted unless told otherwise; staff never; the community’s own posts are told by their sends', async () => {
    const { ctx } = await t.workspace()
    const { communityId, memberIds } = await makeRoomFixture(ctx)
    const [a = 0, b = 0] = memberIds
    await postMessages(ctx, [
      text(communityId, a, 'a'),
      text(communityId, b, 'b', { author: { kind: 'member', id: b, counted: false } }),
      text(communityId, 0, 'c', { author: { kind: 'staff', id: 7 } }),
      text(communityId, 0, 'd', { author: { kind: 'community', id: 0 } }),
    ])
    expect((await events(ctx, communityId)).map((e) => [e.kind, e.memberId, e.counted, e.actor])).toEqual([
      ['message.posted', a, true, { kind: 'member', id: a }],
      ['message.posted', b, false, { kind: 'member', id: b }],
      ['message.posted', null, false, { kind: 'staff', id: 7 }],
    ])
  })

  test('a quote or an option letter answers the community’s card; a quote of a member answers nothing', async () => {
    const { ctx } = await t.workspace()
    const { communityId, memberIds } = await makeRoomFixture(ctx)
    const [a = 0, b = 0] = memberIds
    const touch = `${ctx.workspaceId}-1-77-5-0-${communityId}-0`
    const options = [
      { key: 'A', label: '一' },
      { key: 'B', label: '二' },
    ]
    await postMessages(ctx, [
      { communityId, thread: 0, author: { kind: 'community', id: 0 }, key: touch, body: { kind: 'text', text: '早上好' } },
      { communityId, thread: 0, author: { kind: 'community', id: 0 }, key: `${touch}/1`, body: { kind: 'card', title: '猜一猜', options } },
    ])
    await postMessages(ctx, [text(communityId, a, '我选ｂ')])
    await postMessages(ctx, [text(communityId, b, '早！', { replyTo: 1 })])
    await postMessages(ctx, [text(communityId, b, 'A', { replyTo: 3 }), text(communityId, a, '随便聊聊')])
    const answers = (await events(ctx, communityId)).filter((event) => event.kind === 'message.answered')
    expect(answers.map((event) => [event.memberId, event.runId, event.data])).toEqual([
      [a, 77, { thread: 0, seq: 3, toSeq: 2, touch, option: 'B' }],
      [b, 77, { thread: 0, seq: 4, toSeq: 1, touch, option: null }],
    ])
  })

  test('a private thread waits from the member’s word until staff answer', async () => {
    const { ctx } = await t.workspace()
    const { communityId, memberIds } = await makeRoomFixture(ctx)
    const [a = 0] = memberIds
    const waiting = async () =>
      (
        await ctx.db.one<{ since: Date | null }>(sql`
        select r.waiting_since as since from room r
        where r.workspace_id = ${ctx.workspaceId} and r.community_id = ${communityId} and r.thread = ${a}`)
      ).since
    await postMessages(ctx, [text(communityId, a, '在吗', { thread: a })])
    const asked = await waiting()
    expect(asked).toEqual(t.clock.now())
    t.clock.advance({ minutes: 5 })
    await postMessages(ctx, [text(communityId, a, '在吗？', { thread: a })])
    await postMessages(ctx, [text(communityId, 0, '自动消息', { thread: a, author: { kind: 'community', id: 0 } })])
    expect(await waiting()).toEqual(asked)
    await postMessages(ctx, [text(communityId, 0, '在的', { thread: a, author: { kind: 'staff', id: 7 } })])
    expect(await waiting()).toBeNull()
  })
})

test('who speaks was active just now; what is said to them by others changes nothing', async () => {
  const { ctx } = await t.workspace()
  const { communityId, memberIds } = await makeRoomFixture(ctx, { members: 2 })
  const [ann = 0, bob = 0] = memberIds
  t.clock.advance({ days: 3 })
  await postMessages(ctx, [text(communityId, ann, '早'), text(communityId, 0, '早', { thread: bob, author: { kind: 'staff', id: 7 } })])
  const rows = await ctx.db.rows<{ id: number; active: boolean }>(sql`
    select m.id, m.last_active_at = ${t.clock.now()} as active from member m where m.workspace_id = ${ctx.workspaceId} order by m.id`)
  expect(rows).toEqual([
    { id: ann, active: true },
    { id: bob, active: false },
  ])
})

test('a batch over a thousand rooms is a handful of statements', async () => {
  const { ctx } = await t.workspace()
  const room = await makeRoomFixture(ctx, { members: 1000 })
  const batch = room.memberIds.map((id) => text(room.communityId, id, '你好', { thread: id, author: { kind: 'community', id: 0 } }))
  await postMessages(ctx, batch)
  const before = t.database.statements()
  await postMessages(
    ctx,
    batch.map((message) => ({ ...message, key: freshKey() })),
  )
  expect(t.database.statements() - before).toBeLessThanOrEqual(3)
})
