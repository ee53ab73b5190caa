import { liveFeed } from '@grove/channel-kit/server'
import { postMessages } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import { actionAppliers } from '@grove/playbook-kit/server'
import { createReward } from '@grove/reward/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { commitmentOf, digestOf, draw } from '../domain/draw.ts'
import { answerActivity, answerInTurn } from './answer-activity.ts'
import { addEntry, listEntries, listPhoneEntries, settleEntry, voteEntry } from './entries.ts'
import { getCockpit, lookAtActivity } from './look.ts'
import { planActivity } from './plan-activity.ts'
import { getProof } from './read-proof.ts'
import { settleGuess } from './settle-guess.ts'
import { findActivities } from './store.ts'
import { activityWorld, makeGroup } from './test-world.ts'
import { weighTickets } from './weigh-tickets.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
beforeAll(async () => {
  t = await activityWorld()
})
beforeEach(async () => {
  t.clock.set('2026-11-02T10:00:00Z')
  ws = await t.workspace()
  head = await ws.as('head')
})
afterAll(() => t.close())

const START = '2026-11-02T12:00:00Z'
async function run(script: string, communityId: number, more: object = {}) {
  const startsAt = new Date(Math.max(Date.parse(START), t.clock.now().getTime())).toISOString()
  const { ids } = await planActivity(head, { script, communityIds: [communityId], startsAt, ...more })
  t.clock.set(startsAt)
  await t.drain()
  const id = ids[0] as number
  return { id, code: (await getCockpit(head, { id })).code }
}
const act = (code: string, memberId: number, choice = 'A') => answerActivity(ws.asMember(memberId), { ws: ws.publicKey, code, choice })
const close = async (id: number) => {
  const { closesAt } = await getCockpit(head, { id })
  if (closesAt) t.clock.set(new Date(new Date(closesAt).getTime() + 2000))
  await t.drain()
}
const view = (code: string, memberId: number) => lookAtActivity(ws.asMember(memberId), { ws: ws.publicKey, code })
const balance = async (memberId: number) =>
  (
    await ws.ctx.db.maybe<{ balance: number }>(
      sql`select balance from points_balance where workspace_id = ${ws.id} and member_id = ${memberId}`,
    )
  )?.balance ?? 0
const REWARD = { description: '', points: 0, cost: 300, stock: null, budget: null, validDays: null }

describe('a lucky draw', () => {
  const awards = [
    { name: '一等奖', at: 'end' as const, who: { kind: 'draw' as const, n: 1 }, prize: { kind: 'points' as const, points: 100 } },
    { name: '二等奖', at: 'end' as const, who: { kind: 'draw' as const, n: 2 }, prize: { kind: 'points' as const, points: 10 } },
  ]

  it('tells each of many winners; page and post list the first and count all', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 205)
    const { id, code } = await run('lucky-draw', communityId, { awards: [{ ...awards[1], who: { kind: 'draw', n: 12 } }] })
    for (const memberId of ids.slice(0, 12)) await act(code, memberId)
    await close(id)
    const posts = await ws.ctx.db.rows(sql`
      select 1 from send s join content c on c.id = s.content_id where s.community_id = ${communityId} and c.body::text like '%，还有 2 位%'`)
    expect([posts.length, (await view(code, ids[204] ?? 0)).mine.wins]).toEqual([1, []])
    await ws.ctx.db.exec(sql`
      insert into activity_win (workspace_id, activity_id, round, member_id, rank, award, prize, cost, given, at)
      select ${ws.id}, ${id}, 1, n.id, n.rank, '奖', '{"kind":"points","points":1}', 0, true, ${t.clock.now()} from unnest(${ids}::bigint[]) with ordinality as n (id, rank)`)
    const { winners, wins, mine } = await view(code, ids[204] ?? 0)
    expect([winners.length, wins, mine.wins.length]).toEqual([200, 217, 1])
  })

  it('can be drawn again by anybody from what is published, before and after', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 12)
    const { id, code } = await run('lucky-draw', communityId, { awards })
    for (const memberId of ids) await act(code, memberId)
    const before = await getProof(ws.asVisitor(), { ws: ws.publicKey, code })
    expect(before).toMatchObject({ seed: null, digest: null, tickets: [], winners: [], mine: null })
    await close(id)
    const proof = await getProof(ws.asMember(ids[4] as number), { ws: ws.publicKey, code })
    const seed = proof.seed as string
    expect(commitmentOf(seed)).toBe(before.commitment)
    expect(digestOf(proof.tickets)).toBe(proof.digest)
    expect([proof.tickets.length, proof.mine]).toEqual([12, 5])
    const again = draw(seed, proof.tickets, proof.prizes)
    const { winners } = await view(code, ids[0] as number)
    expect(winners.map((win) => win.memberId).toSorted((a, b) => a - b)).toEqual(
      again.map(({ number }) => ids[number - 1] as number).toSorted((a, b) => a - b),
    )
    expect(await Promise.all(winners.map((win) => balance(win.memberId)))).toEqual([100, 10, 10])
    const other = await t.workspace()
    await expect(getProof(other.asVisitor(), { ws: other.publicKey, code })).rejects.toMatchObject({ code: 'activity.not_found' })
  })

  it('counts more tickets for who signed in and whom a condition fits, and says so without the condition', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 3)
    const [steady, , tagged] = ids as [number, number, number]
    const signing = await run('sign-in-week', communityId, { rounds: 2 })
    await act(signing.code, steady)
    const rule = (condition: unknown) => ({ perSignIn: 2, rules: [{ label: '老成员', tickets: 5, condition }] })
    await expect(run('lucky-draw', communityId, { weights: rule({ kind: 'nothing' }) })).rejects.toMatchObject({
      code: 'activity.wrong_condition',
    })
    await expect(run('lucky-draw', communityId, { weights: rule(null) })).rejects.toMatchObject({ code: 'activity.wrong_condition' })
    await ws.ctx.db.exec(sql`update membership set role = 'kol' where workspace_id = ${ws.id} and member_id = ${tagged}`)
    const { id, code } = await run('lucky-draw', communityId, { weights: rule({ kind: 'role', in: ['kol'] }) })
    for (const memberId of ids) await act(code, memberId)
    await close(id)
    const proof = await getProof(ws.asVisitor(), { ws: ws.publicKey, code })
    expect(proof.tickets.map((ticket) => ticket.weight)).toEqual([3, 1, 5])
    expect(proof.weights).toEqual({ perSignIn: 2, rules: [{ label: '老成员', tickets: 5 }] })
    expect(digestOf(proof.tickets)).toBe(proof.digest)
  })

  it('draws each prize by rules of its own, told without their conditions, and anybody draws again', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 8)
    const kols = ids.slice(0, 2)
    await ws.ctx.db.exec(sql`update membership set role = 'kol' where workspace_id = ${ws.id} and member_id = any(${kols}::bigint[])`)
    const kol = { kind: 'role', in: ['kol'] }
    const [first, second] = awards as [(typeof awards)[0], (typeof awards)[0]]
    const own = (condition: unknown) => [
      { ...first, who: { ...first.who, n: 3, only: { label: '组织者', condition } } },
      { ...second, who: { ...second.who, weights: { perSignIn: 0, rules: [{ label: '组织者', tickets: 9, condition }] } } },
      { ...second, name: '三等奖', who: { ...second.who, n: 1, weights: { perSignIn: 0, rules: [] } } },
    ]
    for (const wrong of [{ kind: 'nothing' }, null])
      await expect(run('lucky-draw', communityId, { awards: own(wrong) })).rejects.toMatchObject({ code: 'activity.wrong_condition' })
    const weights = { perSignIn: 0, rules: [{ label: '组织者', tickets: 4, condition: kol }] }
    const { id, code } = await run('lucky-draw', communityId, { awards: own(kol), weights })
    for (const memberId of ids) await act(code, memberId)
    const shown = await view(code, ids[7] as number)
    expect(shown.awards[0]?.who).toEqual({ kind: 'draw', n: 3, only: { label: '组织者', condition: null } })
    expect(JSON.stringify([shown.awards, shown.weights])).not.toContain('kol')
    await close(id)
    const proof = await getProof(ws.asVisitor(), { ws: ws.publicKey, code })
    expect(proof.tickets.map(({ weight, each }) => [weight, each])).toEqual(
      ids.map((_id, at) => (at < 2 ? [4, [4, 9, 1]] : [1, [0, 1, 1]])),
    )
    expect(proof.prizes.map(({ only, weights: told }) => [only, told?.rules.length])).toEqual([
      ['组织者', undefined],
      [null, 1],
      [null, 0],
    ])
    expect(JSON.stringify(proof)).not.toContain('kol')
    expect(digestOf(proof.tickets)).toBe(proof.digest)
    const again = draw(proof.seed as string, proof.tickets, proof.prizes)
    expect(again.map((one) => one.prize)).toEqual([0, 0, 1, 1, 2])
    expect(
      again
        .slice(0, 2)
        .map((one) => one.number)
        .toSorted(),
    ).toEqual([1, 2])
    const { winners } = await view(code, ids[0] as number)
    expect(winners.map((win) => [win.award, win.memberId]).toSorted()).toEqual(
      again.map(({ prize, number }) => [proof.prizes[prize]?.name, ids[number - 1]]).toSorted(),
    )
  })

  it('loads the facts of a group once, however many draws and prizes ask', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 3)
    const only = { label: '组织者', condition: { kind: 'role', in: ['kol'] } }
    const each = awards.map((one) => ({ ...one, who: { ...one.who, only } }))
    const startsAt = new Date(Date.parse(START)).toISOString()
    const plan = () => planActivity(head, { script: 'lucky-draw', communityIds: [communityId], startsAt, awards: each })
    const draws = await findActivities(ws.ctx, [...(await plan()).ids, ...(await plan()).ids])
    const asked: string[] = []
    const { db } = ws.ctx
    const rows: typeof db.rows = (query) => {
      asked.push(query.text)
      return db.rows(query)
    }
    const people = draws.flatMap(({ id }) => ids.map((memberId) => ({ activityId: id, memberId, score: 0 })))
    const held = await weighTickets({ ...ws.ctx, db: { ...db, rows } }, draws, people)
    expect(asked).toHaveLength(1)
    expect(draws.map((one) => held(one, people[0] as (typeof people)[0]).each)).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('lets in whom its entry condition fits, and tells the others so', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 2)
    const [kol, other] = ids as [number, number]
    await ws.ctx.db.exec(sql`update membership set role = 'kol' where workspace_id = ${ws.id} and member_id = ${kol}`)
    const { code } = await run('lucky-draw', communityId, { condition: { kind: 'role', in: ['kol'] } })
    await expect(act(code, other)).rejects.toMatchObject({ code: 'activity.not_allowed' })
    expect(await act(code, kol)).toMatchObject({ repeated: false })
  })

  it('gives the last prize first to who lost the draws before', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 6)
    const [patient, ...others] = ids as [number, ...number[]]
    // Of the first draw nobody gets anything: its prize is a reward of which there is none.
    const { id: rewardId } = await createReward(head, { ...REWARD, key: 'none', kind: 'codes', name: '空' })
    const empty = [
      {
        name: '空',
        at: 'end' as const,
        who: { kind: 'joined' as const, atLeast: 99 },
        prize: { kind: 'reward' as const, rewardId, name: '空' },
      },
    ]
    const first = await run('lucky-draw', communityId, { awards: empty, guaranteeAfter: 1 })
    await act(first.code, patient)
    await close(first.id)
    const one = [{ name: '奖', at: 'end' as const, who: { kind: 'draw' as const, n: 1 }, prize: { kind: 'points' as const, points: 5 } }]
    const second = await run('lucky-draw', communityId, { awards: one, guaranteeAfter: 1 })
    for (const memberId of [...others, patient]) await act(second.code, memberId)
    await close(second.id)
    expect((await view(second.code, patient)).winners.map((win) => win.memberId)).toEqual([patient])
  })

  it('says when a reward had none left, and gives it to nobody', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 3)
    const { id: rewardId } = await createReward(head, { ...REWARD, key: 'few', kind: 'coupon', name: '券', stock: 2 })
    const all = [
      {
        name: '券',
        at: 'end' as const,
        who: { kind: 'joined' as const, atLeast: 1 },
        prize: { kind: 'reward' as const, rewardId, name: '' },
      },
    ]
    const { id, code } = await run('lucky-draw', communityId, { awards: all })
    for (const memberId of ids) await act(code, memberId)
    await close(id)
    const { winners } = await getCockpit(head, { id })
    expect(winners.map((win) => win.given)).toEqual([true, true, false])
    const { issued } = await ws.ctx.db.one<{ issued: number }>(
      sql`select issued from reward where workspace_id = ${ws.id} and id = ${rewardId}`,
    )
    expect(issued).toBe(2)
  })
})

describe('first come, first served', () => {
  it('gives exactly what there is to a thousand at once, one each, and ends with the last piece', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 1000)
    const { id: rewardId } = await createReward(head, { ...REWARD, key: 'flash', kind: 'coupon', name: '秒杀券', stock: 60 })
    const awards = [
      { name: '秒杀', at: 'round' as const, who: { kind: 'claim' as const }, prize: { kind: 'reward' as const, rewardId, name: '' } },
    ]
    const { id, code } = await run('flash-sale', communityId, { awards, claims: 60 })
    const claim = (memberId: number) => answerInTurn(ws.ctx, { code, activityId: null, round: null, memberId, choice: 'A', at: null })
    const outcomes = await Promise.all([...ids, ...ids].map(claim))
    const won = outcomes.filter((one) => 'won' in one && one.won !== null && !one.repeated)
    expect(won).toHaveLength(60)
    const { pieces, owners } = await ws.ctx.db.one<{ pieces: number; owners: number }>(sql`
      select count(*)::int as pieces, count(distinct member_id)::int as owners from reward_issue where workspace_id = ${ws.id}`)
    expect([pieces, owners]).toEqual([60, 60])
    expect(await view(code, ids[0] as number)).toMatchObject({ claimsLeft: 0 })
    const [winner, loser] = [ids[0] as number, ids[900] as number]
    const again = { choice: 'A', repeated: true, won: '秒杀券' }
    expect(await act(code, winner)).toEqual(again)
    await expect(act(code, loser)).rejects.toMatchObject({ code: 'activity.none_left' })
    t.clock.advance({ seconds: 2 })
    await t.drain()
    expect((await getCockpit(head, { id })).stage).toBe('won')
    expect(await act(code, winner)).toEqual(again)
    await expect(act(code, loser)).rejects.toMatchObject({ code: 'activity.none_left' })
  })

  it('splits a packet of points exactly', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 8)
    const { code } = await run('points-packet', communityId, { claims: 5, packetPoints: 100 })
    const got = await Promise.allSettled(ids.map((memberId) => act(code, memberId)))
    expect(got.filter((one) => one.status === 'fulfilled')).toHaveLength(5)
    expect(got.filter((one) => one.status === 'rejected').map((one) => (one as PromiseRejectedResult).reason.code)).toEqual(
      Array.from({ length: 3 }, () => 'activity.none_left'),
    )
    const held = await Promise.all(ids.map(balance))
    expect(held.reduce((sum, one) => sum + one, 0)).toBe(100)
  })
})

describe('sign-ins', () => {
  it('run day by day, once a day, with extra for days in a row', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 2)
    const [steady, lazy] = ids as [number, number]
    const { id, code } = await run('sign-in-week', communityId, { rounds: 7 })
    for (let day = 1; day <= 7; day++) {
      await act(code, steady)
      // Once only: more taps at once than a thumb makes are refused.
      if (day === 1) expect((await act(code, steady)).repeated).toBe(true)
      if (day !== 4) await act(code, lazy)
      if (day === 3) expect((await view(code, steady)).mine.streak).toBe(3)
      await close(id)
      t.clock.advance({ hours: 20 })
      await t.drain()
    }
    expect([await balance(steady), await balance(lazy)]).toEqual([7 * 2 + 50, 6 * 2 + 10])
  })
})

describe('contributions', () => {
  it('need what the rule asks, are voted for by others, and rank the winners', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 4)
    const [one, two, three, four] = ids as [number, number, number, number]
    const { id, code } = await run('ask-me-anything', communityId)
    const add = (memberId: number, key: string, text = '怎么选？') => addEntry(ws.asMember(memberId), { ws: ws.publicKey, code, key, text })
    expect(await add(one, 'key-0001')).toEqual({ number: 1 })
    expect(await add(one, 'key-0001')).toEqual({ number: 1 })
    expect(await add(two, 'key-0002')).toEqual({ number: 2 })
    await add(one, 'key-0003')
    await add(one, 'key-0004')
    await expect(add(one, 'key-0005')).rejects.toMatchObject({ code: 'activity.entries_used_up', data: { most: 3 } })
    const list = (await listPhoneEntries(ws.asMember(three), { ws: ws.publicKey, code, order: 'number', limit: 10 })).items
    expect(list.map((entry) => entry.number)).toEqual([1, 2, 3, 4])
    const vote = (memberId: number, at: number, on = true) =>
      voteEntry(ws.asMember(memberId), { ws: ws.publicKey, code, entryId: list[at]?.id ?? 0, on })
    await expect(vote(one, 0)).rejects.toMatchObject({ code: 'activity.own_entry' })
    expect(await vote(three, 1)).toEqual({ votes: 1 })
    expect(await vote(three, 1)).toEqual({ votes: 1 })
    expect(await vote(four, 1)).toEqual({ votes: 2 })
    expect(await vote(four, 0)).toEqual({ votes: 1 })
    expect(await vote(four, 0, false)).toEqual({ votes: 0 })
    await vote(four, 0)
    await settleEntry(head, { id, entryId: list[1]?.id ?? 0, reply: '看用途。' })
    await settleEntry(head, { id, entryId: list[3]?.id ?? 0, hidden: true })
    await expect(vote(three, 3)).rejects.toMatchObject({ code: 'activity.entry_not_found' })
    const top = (await listEntries(head, { id, limit: 10 })).items[0]
    expect(top).toMatchObject({ number: 2, votes: 2, reply: '看用途。' })
    await close(id)
    await expect(vote(three, 0)).rejects.toMatchObject({ code: 'activity.late' })
    await expect(add(three, 'key-0009')).rejects.toMatchObject({ code: 'activity.late' })
    expect((await view(code, one)).winners.map((win) => win.memberId)).toEqual([two, one])
  })

  it('and votes, which no card tells, are told to the phones of the group', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 2)
    const { code } = await run('ask-me-anything', communityId)
    const told: string[] = []
    const off = liveFeed(t.app).on((changes) => {
      for (const one of changes) if (one.communityId === communityId) told.push(one.news?.of ?? 'room')
    })
    await addEntry(ws.asMember(ids[0] ?? 0), { ws: ws.publicKey, code, key: 'key-0001', text: '怎么选？' })
    await vi.waitFor(() => expect(told).toEqual(['room']), { timeout: 20_000 })
    const [entry] = (await listPhoneEntries(ws.asMember(ids[1] ?? 0), { ws: ws.publicKey, code, order: 'number', limit: 1 })).items
    await voteEntry(ws.asMember(ids[1] ?? 0), { ws: ws.publicKey, code, entryId: entry?.id ?? 0, on: true })
    await vi.waitFor(() => expect(told).toEqual(['room', 'activity']), { timeout: 20_000 })
    off()
  })

  it('are taken from the chat where words are enough: of members, once a message, never more than the rule allows', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 3)
    const [one, two] = ids as [number, number, number]
    const { id: outside } = await ws.ctx.db.one<{ id: number }>(sql`
      insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
      values (${ws.id}, '外人', ${t.clock.now()}, ${t.clock.now()}, ${t.clock.now()}) returning id`)
    const { id } = await run('chain', communityId)
    const ama = await run('ask-me-anything', communityId)
    let key = 0
    const say = (memberId: number, text: string, counted = true) =>
      postMessages(ws.ctx, [
        { communityId, thread: 0, author: { kind: 'member', id: memberId, counted }, key: `k${++key}`, body: { kind: 'text', text } },
      ])
    await say(one, '接龙 小满 两份')
    await say(two, '几点截止？')
    await say(two, '＋1')
    await say(one, '接龙 再来一份')
    await say(outside, '接龙 我也要')
    for (const n of [1, 2, 3, 4]) await say(two, `问：第 ${n} 个问题`)
    await t.drain()
    await ws.ctx.db.exec(
      sql`update reader_cursor set tx = 0, event_id = 0 where workspace_id = ${ws.id} and reader = 'activity.chat-entries'`,
    )
    await t.drain()
    const texts = async (of: number) => (await listEntries(head, { id: of, limit: 10 })).items.map((entry) => [entry.number, entry.text])
    expect(await texts(id)).toEqual([
      [1, '小满 两份'],
      [2, '＋1'],
    ])
    expect(await texts(ama.id)).toEqual([
      [1, '第 1 个问题'],
      [2, '第 2 个问题'],
      [3, '第 3 个问题'],
    ])
    const { text } = await ws.ctx.db.one<{ text: string }>(sql`
      select body ->> 'text' as text from message where workspace_id = ${ws.id} and body -> 'facts' ->> 'stage' = 'open' and body ->> 'text' like '%接龙%'`)
    expect(text).toContain('+1')
  })

  it('refuse to go without the picture they need, and pictures that are not there', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 1)
    const { code } = await run('share-your-order', communityId)
    const add = (more: object) =>
      addEntry(ws.asMember(ids[0] as number), { ws: ws.publicKey, code, key: 'key-0001', text: '好用', ...more })
    await expect(add({})).rejects.toMatchObject({ code: 'activity.picture_needed' })
    await expect(add({ mediaId: 999_999 })).rejects.toMatchObject({ code: 'activity.picture_not_found' })
    const quiz = await run('riddles', communityId)
    await expect(
      addEntry(ws.asMember(ids[0] as number), { ws: ws.publicKey, code: quiz.code, key: 'key-0001', text: 'x' }),
    ).rejects.toMatchObject({
      code: 'activity.no_entries',
    })
  })
})

describe('a step of a playbook', () => {
  it('plans one activity for each group and occurrence', async () => {
    const { communityId } = await makeGroup(ws.ctx, 1)
    const applier = t.app.registry.all(actionAppliers).find((one) => one.kind === 'startActivity')
    const batch = {
      runId: 7,
      stepId: 2,
      step: 's',
      title: '玩一局',
      why: null,
      variant: null,
      communityId,
      memberIds: null,
      who: 'group',
      confirm: false,
      dueAt: t.clock.now(),
      expiresAt: null,
      action: { kind: 'startActivity', script: 'dice-guess', inMinutes: 30, rounds: 1 },
    }
    const apply = (occurrence: number) => ws.ctx.inTx(async (tx) => applier?.apply(tx, [{ ...batch, occurrence }]))
    await apply(0)
    await apply(0)
    await apply(1)
    const rows = await ws.ctx.db.rows<{ rounds: number; late: number }>(sql`
      select rounds, extract(epoch from starts_at - ${t.clock.now()}::timestamptz)::int / 60 as late from activity where workspace_id = ${ws.id}`)
    expect(rows).toEqual([
      { rounds: 1, late: 30 },
      { rounds: 1, late: 30 },
    ])
  })
})

describe('a guess', () => {
  it('waits for its result, takes it from who runs it once, and gives the prizes to the closest', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 4)
    const [far, near, same, typing] = ids as [number, number, number, number]
    const { id, code } = await run('guess-the-number', communityId)
    await expect(act(code, far, '一百')).rejects.toMatchObject({ code: 'activity.no_number' })
    await act(code, far, '90')
    expect(await act(code, near, '１，０２０')).toEqual({ choice: '1020', repeated: false, won: null })
    await act(code, same, '980')
    await postMessages(ws.ctx, [
      {
        communityId,
        thread: 0,
        author: { kind: 'member', id: typing, counted: true },
        key: 'g',
        body: { kind: 'text', text: '我猜 1,001' },
      },
    ])
    await t.drain()
    const settle = (result: string, ctx = head) => settleGuess(ctx, { id, result })
    await expect(settle('很多')).rejects.toMatchObject({ code: 'activity.no_number' })
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(settle('1000', owner)).rejects.toMatchObject({ code: 'activity.not_found' })
    await close(id)
    expect(await view(code, far)).toMatchObject({ stage: 'open', mine: { choice: '90', right: null } })
    await expect(act(code, far, '1000')).rejects.toMatchObject({ code: 'activity.late' })
    expect(await settle('1,000')).toEqual({ changed: 1 })
    await expect(settle('90')).rejects.toMatchObject({ code: 'activity.not_running' })
    await t.drain()
    const { winners, shown } = await view(code, far)
    expect(shown?.answer).toBe('1000')
    expect(winners.filter((one) => one.round === 1).map((one) => one.memberId)).toEqual([typing, near, same])
    t.clock.advance({ minutes: 1 })
    await t.drain()
    expect(await Promise.all(ids.map(balance))).toEqual([2, 52, 52, 52])
  })

  it('of a choice takes one of its letters', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 2)
    const { id, code } = await run('guess-the-outcome', communityId)
    await act(code, ids[0] as number, 'B')
    await act(code, ids[1] as number, 'C')
    await expect(settleGuess(head, { id, result: 'F' })).rejects.toMatchObject({ code: 'activity.no_such_option' })
    await settleGuess(head, { id, result: 'c' })
    await close(id)
    expect((await view(code, ids[1] as number)).mine).toMatchObject({ right: true, wins: [{ award: '最早猜中' }] })
    const quiz = await run('riddles', communityId)
    await expect(settleGuess(head, { id: quiz.id, result: 'A' })).rejects.toMatchObject({ code: 'activity.no_guess' })
  })
})

describe('dice', () => {
  it('fall as the seed says, and everybody who guessed it gets the prize', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 6)
    const awards = [{ name: '猜中', at: 'round' as const, who: { kind: 'right' as const }, prize: { kind: 'points' as const, points: 10 } }]
    const { id, code } = await run('dice-guess', communityId, { rounds: 1, awards })
    for (const [at, memberId] of ids.entries()) await act(code, memberId, 'ABCDEF'.charAt(at))
    await close(id)
    await t.drain()
    const proof = await getProof(ws.asVisitor(), { ws: ws.publicKey, code })
    const thrown = proof.dice[0]?.answer ?? ''
    expect(await Promise.all(ids.map(balance))).toEqual(ids.map((_, at) => ('ABCDEF'.charAt(at) === thrown ? 10 : 0)))
  })
})
