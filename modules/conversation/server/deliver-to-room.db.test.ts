import type { Delivery } from '@grove/channel-kit/contract'
import { channelConformance } from '@grove/channel-kit/conformance'
import { room, roomChannel } from '@grove/channel-room/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeRoomFixture, setMembership } from './fixture/room.ts'
import { roomWorld } from './fixture/room-world.ts'

const arrived = async (ws: TestWorkspace, touch: string) =>
  (
    await ws.ctx.db.one<{ count: number }>(sql`
      select count(*) as count from message m where m.workspace_id = ${ws.id} and m.author_kind = 3 and m.client_key = ${touch}`)
  ).count

channelConformance('the room', async () => {
  const t = await roomWorld(room)
  const ws = await t.workspace()
  const fixture = await makeRoomFixture(ws.ctx, { members: 2 })
  const [memberId = 0] = fixture.memberIds
  const place = { communityId: fixture.communityId, group: { name: '群', externalId: null } }
  const member = { id: memberId, name: '成员1', externalId: null }
  const over = await makeRoomFixture(ws.ctx, { state: 'dissolved' })
  return {
    channel: roomChannel,
    ctx: ws.ctx,
    account: null,
    group: { ...place, member: null },
    member: { ...place, member },
    gone: { ...place, communityId: over.communityId, member: null },
    arrived: (touch) => arrived(ws, touch),
    close: () => t.close(),
  }
})

describe('a delivery to the room', () => {
  let t: TestApp
  let ws: TestWorkspace
  beforeAll(async () => {
    t = await roomWorld(room)
    ws = await t.workspace()
  })
  afterAll(() => t.close())

  const deliver = (...deliveries: Delivery[]) => roomChannel.deliver(ws.ctx, { account: null, deliveries }, AbortSignal.timeout(10_000))
  const delivery = (communityId: number, touch: string, more: Partial<Delivery> = {}): Delivery => ({
    touch,
    sendId: 1,
    communityId,
    group: { name: '群', externalId: null },
    member: null,
    content: { parts: [{ kind: 'text', text: '早上好' }] },
    attempt: 1,
    ...more,
  })
  const kindOf = (answers: readonly { outcome: { kind: string } }[]) => answers.map((answer) => answer.outcome)

  test('is refused where the member left, the community is over or of another workspace', async () => {
    const { communityId, memberIds } = await makeRoomFixture(ws.ctx)
    const [a = 0] = memberIds
    await setMembership(ws.ctx, communityId, a, { state: 'left' })
    const other = await t.workspace()
    const theirs = await makeRoomFixture(other.ctx)
    const over = await makeRoomFixture(ws.ctx, { state: 'transferred' })
    const member = { id: a, name: '', externalId: null }
    expect(
      kindOf(
        await deliver(
          delivery(communityId, '1-1-1-1-0-1-1', { member }),
          delivery(theirs.communityId, '1-1-1-2-0-1-0'),
          delivery(over.communityId, '1-1-1-3-0-1-0'),
        ),
      ),
    ).toEqual([
      { kind: 'refused', reason: 'not_member' },
      { kind: 'refused', reason: 'group_closed' },
      { kind: 'refused', reason: 'group_closed' },
    ])
  })

  test('of several parts stands together, and its first part is pinned once', async () => {
    const { communityId } = await makeRoomFixture(ws.ctx)
    const both = delivery(communityId, `1-1-2-1-0-${communityId}-0`, {
      content: {
        parts: [
          { kind: 'text', text: '本周安排' },
          { kind: 'link', url: 'https://example.com', title: '报名' },
        ],
        pin: true,
      },
    })
    const [first] = await deliver(both)
    const pinned = () =>
      ws.ctx.db.one<{ pin: { text: string; seq: number } | null; rev: number; seq: number }>(sql`
        select r.pin, r.last_rev as rev, r.last_seq as seq from room r
        where r.workspace_id = ${ws.id} and r.community_id = ${communityId} and r.thread = 0`)
    expect(await pinned()).toMatchObject({ pin: { text: '本周安排', seq: 1 }, rev: 1, seq: 2 })
    const [again] = await deliver(both)
    expect(again?.outcome).toEqual(first?.outcome)
    expect(await pinned()).toMatchObject({ rev: 1, seq: 2 })
  })

  test('of five hundred private messages is one transaction of a few statements', async () => {
    const { communityId, memberIds } = await makeRoomFixture(ws.ctx, { members: 500 })
    const all = memberIds.map((id) =>
      delivery(communityId, `1-1-3-1-0-${communityId}-${id}`, { member: { id, name: '', externalId: null } }),
    )
    const before = t.database.statements()
    const answers = await deliver(...all)
    expect(t.database.statements() - before).toBeLessThanOrEqual(8)
    expect(answers.every((answer) => answer.outcome.kind === 'sent')).toBe(true)
    expect((await deliver(...all)).map((answer) => answer.outcome)).toEqual(answers.map((answer) => answer.outcome))
  })
})
