import { liveFeed } from '@grove/channel-kit/server'
import { postMessages } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerActivity, answerInTurn } from './answer-activity.ts'
import { extendRound, revealNow, startNow, stopActivity } from './control.ts'
import { getCockpit, listRunning, lookAtActivity } from './look.ts'
import { planActivities, planActivity } from './plan-activity.ts'
import { getFigures } from './read-figures.ts'
import { refreshCards } from './refresh-cards.ts'
import { activityWorld, makeGroup } from './test-world.ts'

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
const minutes = (n: number) => t.clock.advance({ minutes: n })

async function plan(communityId: number, script = 'riddles', more: object = {}) {
  const { ids } = await planActivity(head, { script, communityIds: [communityId], startsAt: START, rounds: 2, ...more })
  const id = ids[0] as number
  const { code } = await getCockpit(head, { id })
  return { id, code }
}
const begin = async (at = START) => {
  t.clock.set(at)
  await t.drain()
}
const answer = (code: string, memberId: number, choice: string) => answerActivity(ws.asMember(memberId), { ws: ws.publicKey, code, choice })
const secretOf = async (id: number) => (await getCockpit(head, { id })).secret as string
const wrongOf = (right: string) => (right === 'A' ? 'B' : 'A')
const messages = () =>
  ws.ctx.db.rows<{ kind: string; text: string; title: string | null; seq: number }>(sql`
    select kind, body ->> 'text' as text, body ->> 'title' as title, seq from message
    where workspace_id = ${ws.id} and thread = 0 and author_kind = 3 order by seq`)
const balance = async (memberId: number) =>
  (
    await ws.ctx.db.maybe<{ balance: number }>(
      sql`select balance from points_balance where workspace_id = ${ws.id} and member_id = ${memberId}`,
    )
  )?.balance ?? 0

it('its posts are listed under its title', async () => {
  const { communityId } = await makeGroup(ws.ctx, 1)
  const { id } = await plan(communityId, 'riddles', { title: '元宵谜会' })
  await begin()
  const answer = await t.http.request(`/api/sends?communityId=${communityId}`, { headers: await ws.session('head') })
  const { items } = (await answer.json()) as { items: { source: string; activity: unknown }[] }
  expect(new Set(items.map((one) => JSON.stringify([one.source, one.activity])))).toEqual(
    new Set([JSON.stringify(['activity', { id, name: '元宵谜会' }])]),
  )
})

it('a group is not asked again what it was asked before, until nothing else is left: then the longest ago comes first', async () => {
  const { communityId } = await makeGroup(ws.ctx, 1)
  const { communityId: other } = await makeGroup(ws.ctx, 1)
  const { has } = await ws.ctx.db.one<{ has: number }>(sql`
    select count(*)::int as has from question where workspace_id = ${ws.id} and theme = 'riddle' and kind = 'single' and not retired`)
  const play = async (group: number, day: number, rounds: number) => {
    const startsAt = new Date(Date.parse(START) + day * 86_400_000).toISOString()
    const { id } = await plan(group, 'riddles', { startsAt, rounds })
    return (
      await ws.ctx.db.rows<{ text: string }>(
        sql`select text from activity_round where workspace_id = ${ws.id} and activity_id = ${id} order by round`,
      )
    ).map((row) => row.text)
  }
  const days = Math.floor(has / 5)
  const past: string[][] = []
  for (let day = 0; day < days; day++) past.push(await play(communityId, day, 5))
  expect(new Set(past.flat()).size).toBe(days * 5)
  const next = await play(communityId, days, 5)
  const fresh = has - days * 5
  expect(next.filter((text) => !past.flat().includes(text))).toHaveLength(fresh)
  expect(past[0]).toEqual(expect.arrayContaining(next.slice(fresh)))
  // Another group has its own past.
  expect(await play(other, 0, 5)).toHaveLength(5)
})

it('what a limit holds back of it is listed under its title, today as well', async () => {
  const headers = { ...(await ws.session('head')), 'content-type': 'application/json' }
  const limits = { quiet: { from: '20:00', to: '08:00' }, member: { day: null, week: null }, group: { day: null, week: null } }
  const kept = await t.http.request('/api/touch-limits', { method: 'PUT', headers, body: JSON.stringify({ limits }) })
  expect(kept.status).toBe(200)
  const { communityId } = await makeGroup(ws.ctx, 1)
  // Announced at nine in the evening for the next morning.
  const { id } = await plan(communityId, 'sign-in-week', { title: '元宵签到', startsAt: '2026-11-03T01:00:00Z' })
  await begin('2026-11-02T13:01:00Z')
  const read = async (path: string) => JSON.stringify(await (await t.http.request(path, { headers })).json())
  expect(await read('/api/held-touches')).toContain(JSON.stringify({ activity: { id, name: '元宵签到' } }).slice(1, -1))
  expect(await read('/api/today')).toContain('"name":"元宵签到"')
})

it('tells the phones of its group of every step, and of no other group’s', async () => {
  const [{ communityId }, other] = [await makeGroup(ws.ctx, 1), await makeGroup(ws.ctx, 1)]
  const told: [number, string][] = []
  const off = liveFeed(t.app).on((changes) =>
    told.push(...changes.flatMap((one) => (one.news ? [[one.communityId, one.news.of] as [number, string]] : []))),
  )
  const since = () => told.splice(0)
  const { id } = await plan(communityId)
  await plan(other.communityId, 'riddles', { startsAt: '2026-11-02T20:00:00Z' })
  await begin('2026-11-02T10:00:00Z')
  since()
  await begin()
  expect(since().filter(([group]) => group !== communityId)).toEqual([])
  await extendRound(head, { id, minutes: 5 })
  expect(since()).toEqual([[communityId, 'activity']])
  await revealNow(head, { id })
  since()
  await begin('2026-11-02T12:00:03Z')
  expect(since()).toContainEqual([communityId, 'activity'])
  await stopActivity(head, { id, why: '下雨' })
  expect(since()).toEqual([[communityId, 'activity']])
  await expect(extendRound(head, { id, minutes: 5 })).rejects.toMatchObject({ code: 'activity.not_running' })
  expect(since()).toEqual([])
  off()
})

it('what runs and what is coming is listed to members of the group alone, what was stopped to nobody', async () => {
  const [{ communityId, ids }, other] = [await makeGroup(ws.ctx, 1), await makeGroup(ws.ctx, 1)]
  const list = (memberId = 0, more: object = {}) =>
    listRunning(ws.asMember(memberId), { ws: ws.publicKey, communityId, limit: 20, ...more })
  const first = await plan(communityId)
  const later = await plan(communityId, 'riddles', { startsAt: '2026-11-05T12:00:00Z' })
  await begin()
  await expect(list(other.ids[0])).rejects.toMatchObject({ code: 'activity.not_in_group' })
  const stranger = (await t.workspace()).asMember(ids[0] ?? 0)
  await expect(listRunning(stranger, { ws: '', communityId, limit: 20 })).rejects.toMatchObject({ code: 'activity.not_in_group' })
  expect((await list(ids[0])).items).toMatchObject([
    { code: first.code, stage: 'open' },
    { code: later.code, stage: 'planned' },
  ])
  const top = await list(ids[0], { limit: 1 })
  const rest = await list(ids[0], { limit: 1, cursor: top.next })
  expect([top, rest].map((page) => page.items.map((one) => one.code))).toEqual([[first.code], [later.code]])
  expect(rest.next).toBeNull()
  await stopActivity(head, { id: later.id, why: '改期' })
  expect((await list(ids[0])).items.map((one) => one.code)).toEqual([first.code])
})

describe('planning', () => {
  it('refuses the past, groups of others, scripts and rewards nobody has; nothing is kept', async () => {
    const { communityId } = await makeGroup(ws.ctx, 1)
    const other = await makeGroup((await t.workspace()).ctx, 1)
    const ask = (input: object) => planActivity(head, { script: 'riddles', communityIds: [communityId], startsAt: START, ...input })
    await expect(ask({ startsAt: '2026-11-02T09:00:00Z' })).rejects.toMatchObject({ code: 'activity.starts_in_past' })
    await expect(ask({ communityIds: [communityId, other.communityId] })).rejects.toMatchObject({ code: 'activity.no_community' })
    await expect(ask({ script: 'nothing' })).rejects.toMatchObject({ code: 'activity.unknown_script' })
    await expect(ask({ condition: { kind: 'nothing' } })).rejects.toMatchObject({ code: 'activity.wrong_condition' })
    const prize = { kind: 'reward' as const, rewardId: 999_999, name: 'x' }
    await expect(ask({ awards: [{ name: 'x', at: 'end', who: { kind: 'draw', n: 1 }, prize }] })).rejects.toMatchObject({
      code: 'activity.unknown_reward',
    })
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(planActivity(owner, { script: 'riddles', communityIds: [communityId], startsAt: START })).rejects.toMatchObject({
      code: 'activity.no_community',
    })
    const { count } = await ws.ctx.db.one<{ count: number }>(sql`select count(*)::int as count from activity where workspace_id = ${ws.id}`)
    expect(count).toBe(0)
  })

  it('makes one activity for a key, whoever repeats it, and asks the same questions in every group', async () => {
    const [one, two] = [await makeGroup(ws.ctx, 1), await makeGroup(ws.ctx, 1)]
    const wishes = [one, two].map(({ communityId }) => ({ communityId, startsAt: new Date(START), key: `k${communityId}` }))
    expect(await planActivities(ws.ctx, 'word-to-pinyin', wishes)).toHaveLength(2)
    expect(await planActivities(ws.ctx, 'word-to-pinyin', wishes)).toHaveLength(0)
    const asked = await ws.ctx.db.rows<{ text: string; options: { label: string }[] }>(sql`
      select text, options from activity_round where workspace_id = ${ws.id} order by round, activity_id`)
    expect(asked).toHaveLength(10)
    expect(asked[0]?.text).toBe(asked[1]?.text)
    expect(new Set(asked.flatMap((row) => row.options.map((option) => option.label)).slice(0, 4)).size).toBe(4)
  })
})

describe('a quiz', () => {
  it('goes from the announcement to the figures by itself, and says everything once', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 4)
    const [one, two, three, four] = ids as [number, number, number, number]
    const { id, code } = await plan(communityId)
    await begin('2026-11-02T10:00:00Z')
    await begin('2026-11-02T11:50:00Z')
    await begin()
    expect((await messages()).map((row) => row.kind)).toEqual(['card', 'card', 'card'])
    const right = await secretOf(id)
    await answer(code, one, wrongOf(right))
    await answer(code, two, right)
    await answer(code, three, right)
    expect(await lookAtActivity(ws.asMember(one), { ws: ws.publicKey, code })).toMatchObject({
      stage: 'open',
      shown: { answer: null, answered: 3, firstName: null, right: null },
      ranking: [],
      mine: { choice: wrongOf(right), right: null },
    })
    await refreshCards(ws.ctx, [id])
    const shown = (await messages())[2]
    expect(shown?.text).toContain('3 人作答，已有人答对')
    minutes(2)
    await expect(answer(code, four, right)).rejects.toMatchObject({ code: 'activity.late' })
    t.clock.advance({ seconds: 2 })
    await t.drain()
    const after = await lookAtActivity(ws.asMember(two), { ws: ws.publicKey, code })
    expect(after).toMatchObject({
      stage: 'revealed',
      shown: { answer: right, right: 2, firstName: '成员2' },
      mine: { right: true, score: 1 },
    })
    expect(await balance(two)).toBe(20)
    expect(await balance(three)).toBe(0)
    minutes(1)
    await t.drain()
    await answer(code, three, await secretOf(id))
    minutes(2)
    t.clock.advance({ seconds: 2 })
    await t.drain()
    await t.drain()
    expect((await getCockpit(head, { id })).stage).toBe('won')
    // Rank: three (2 right), two (1 right); the best of the second round has its round prize as well.
    expect([await balance(one), await balance(two), await balance(three)]).toEqual([0, 20 + 50, 20 + 50])
    minutes(31)
    await t.drain()
    minutes(24 * 60 + 1)
    await t.drain()
    expect((await getCockpit(head, { id })).stage).toBe('done')
    const said = (await messages()).map((row) => row.text)
    expect(said).toHaveLength(8)
    expect(said.filter((text) => text.includes('第 1 题答案'))).toHaveLength(1)
    expect(said.find((text) => text.includes('总榜前三'))).toContain('成员3')
    expect(await getFigures(head, { id })).toMatchObject({ reached: 4, joined: 3, answers: 4, winners: 2, points: 140, share: 0.75 })
    const kinds = await ws.ctx.db.rows<{ kind: string; n: number }>(sql`
      select kind, count(*)::int as n from event where workspace_id = ${ws.id} and kind like 'activity.%' group by kind order by kind`)
    expect(Object.fromEntries(kinds.map((row) => [row.kind, row.n]))).toEqual({
      'activity.ended': 1,
      'activity.joined': 3,
      'activity.planned': 1,
      'activity.started': 1,
      'activity.won': 4,
    })
  })

  it('takes the first answer of each and tells why others are not taken', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 3)
    const [one, two, three] = ids as [number, number, number]
    await ws.ctx.db.exec(sql`update membership set role = 'ambience' where workspace_id = ${ws.id} and member_id = ${two}`)
    await ws.ctx.db.exec(sql`update membership set state = 'left' where workspace_id = ${ws.id} and member_id = ${three}`)
    const { id, code } = await plan(communityId)
    await expect(answer(code, one, 'A')).rejects.toMatchObject({ code: 'activity.not_yet' })
    await expect(answer('NOTHING2', one, 'A')).rejects.toMatchObject({ code: 'activity.not_found' })
    await begin()
    await expect(answer(code, one, 'Z')).rejects.toMatchObject({ code: 'activity.no_such_option' })
    await expect(answer(code, two, 'A')).rejects.toMatchObject({ code: 'activity.not_for_staff' })
    await expect(answer(code, three, 'A')).rejects.toMatchObject({ code: 'activity.not_in_group' })
    const taps = await Promise.all(['B', 'A', 'C'].map((choice) => answer(code, one, choice)))
    expect(taps.map((tap) => [tap.choice, tap.repeated])).toEqual([
      ['B', false],
      ['B', true],
      ['B', true],
    ])
    await stopActivity(head, { id, why: '换个时间' })
    await expect(answer(code, one, 'A')).rejects.toMatchObject({ code: 'activity.over' })
    await expect(stopActivity(head, { id, why: 'x' })).rejects.toMatchObject({ code: 'activity.over' })
    await expect(revealNow(head, { id })).rejects.toMatchObject({ code: 'activity.not_running' })
  })

  it('counts letters said in the chat from when they were said', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 3)
    const [one, two, three] = ids as [number, number, number]
    const { id, code } = await plan(communityId)
    await begin()
    const right = await secretOf(id)
    const say = (memberId: number, text: string) =>
      postMessages(ws.ctx, [
        { communityId, thread: 0, author: { kind: 'member', id: memberId }, key: `say-${memberId}-${text}`, body: { kind: 'text', text } },
      ])
    await say(one, `选${right.toLowerCase()}`)
    t.clock.advance({ seconds: 1 })
    await answer(code, two, right)
    await say(three, '大家好')
    await t.drain()
    minutes(2)
    t.clock.advance({ seconds: 2 })
    await t.drain()
    expect(await lookAtActivity(ws.asMember(one), { ws: ws.publicKey, code })).toMatchObject({
      shown: { firstName: '成员1', answered: 2 },
      mine: { wins: [{ award: '每题最快' }] },
    })
    expect([await balance(one), await balance(two)]).toEqual([20, 0])
  })

  it('keeps order, first right one and counts exact when a thousand answer at once', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 1000)
    const { id } = await plan(communityId)
    await begin()
    const right = await secretOf(id)
    const wrong = wrongOf(right)
    const choiceOf = (at: number) => (at % 3 === 2 ? right : wrong)
    const code = (await getCockpit(head, { id })).code
    const kept = await Promise.all(
      ids.map((memberId, at) => answerInTurn(ws.ctx, { code, activityId: null, round: null, memberId, choice: choiceOf(at), at: null })),
    )
    expect(kept.filter((one) => 'repeated' in one && !one.repeated)).toHaveLength(1000)
    minutes(2)
    t.clock.advance({ seconds: 2 })
    await t.drain()
    const { shown, winners } = await lookAtActivity(ws.asMember(ids[0] as number), { ws: ws.publicKey, code })
    expect(shown).toMatchObject({ answered: 1000, right: 333, firstName: '成员3' })
    expect(winners).toMatchObject([{ memberId: ids[2], award: '每题最快' }])
    const stored = await ws.ctx.db.rows<{ memberId: number }>(sql`
      select member_id as "memberId" from activity_answer where workspace_id = ${ws.id} and activity_id = ${id} order by at, id`)
    expect(stored.map((row) => row.memberId)).toEqual(ids)
  })
})

describe('who runs it', () => {
  it('starts early, gives more time, reveals now; each is kept', async () => {
    const { communityId, ids } = await makeGroup(ws.ctx, 1)
    const { id, code } = await plan(communityId)
    await expect(extendRound(head, { id, minutes: 5 })).rejects.toMatchObject({ code: 'activity.not_running' })
    await startNow(head, { id })
    await t.drain()
    const before = await getCockpit(head, { id })
    const { closesAt } = await extendRound(head, { id, minutes: 5 })
    expect(closesAt.getTime() - new Date(before.closesAt ?? 0).getTime()).toBe(5 * 60_000)
    await revealNow(head, { id })
    await expect(answer(code, ids[0] as number, 'A')).rejects.toMatchObject({ code: 'activity.late' })
    t.clock.advance({ seconds: 2 })
    await t.drain()
    expect((await getCockpit(head, { id })).stage).toBe('revealed')
    const verbs = await ws.ctx.db.rows<{ verb: string }>(sql`select verb from audit where workspace_id = ${ws.id} order by id`)
    expect(verbs.map((row) => row.verb)).toEqual(['activity.plan', 'activity.start', 'activity.extend', 'activity.reveal'])
  })

  it('does not start what was slept through', async () => {
    const { communityId } = await makeGroup(ws.ctx, 1)
    const { id } = await plan(communityId)
    await begin('2026-11-02T14:00:00Z')
    expect(await getCockpit(head, { id })).toMatchObject({ stage: 'stopped', stoppedWhy: expect.stringContaining('两小时') })
    expect(await messages()).toEqual([])
  })
})
