import { addMembers, community, createCommunity, removeMember } from '@grove/community/server'
import { content } from '@grove/content/server'
import { messageAnswered, messagePosted, messageReacted } from '@grove/conversation/contract'
import { conversation } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import { identity } from '@grove/identity/server'
import { createMembers, member, moveStage } from '@grove/member/server'
import { newOrder } from '@grove/product/contract'
import { product, recordOrders, refundOrders } from '@grove/product/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defaultBooks, defaultSettings } from '../domain/defaults.ts'
import { standing } from './index.ts'
import { endOverride, setOverride } from './override.ts'
import { board, listMoves, listStanding } from './read-board.ts'
import { getMemberStanding } from './read-member.ts'
import { rfmBoard } from './read-rfm.ts'
import { hasReference, REFERENCE_DAY, referenceOrders, referenceRows, referenceScheme, WITHOUT } from './rfm-reference-fixture.ts'
import { listRules, publishRules, tryRules } from './rules.ts'
import { saveSettings } from './settings.ts'

let t: TestApp
let ws: TestWorkspace
let group: number
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, task, conversation, standing] })
})
beforeEach(async () => {
  t.clock.set('2026-11-02T02:00:00Z')
  ws = await t.workspace()
  group = (await createCommunity(ws.ctx, { type: 'newcomer', name: 'Spring' })).id
})
afterAll(() => t.close())

const make = async (...names: string[]) => {
  const ids = await createMembers(
    ws.ctx,
    names.map((displayName) => ({ displayName })),
  )
  await t.drain()
  return ids
}
const speak = (memberId: number, times = 1, counted = true) =>
  emit(
    ws.ctx,
    Array.from({ length: times }, () => ({
      kind: messagePosted,
      memberId,
      communityId: group,
      counted,
      data: { thread: 0, seq: 1, kind: 'text' },
    })),
  )
const buy = (memberId: number, number: string, more: object = {}) =>
  recordOrders(ws.ctx, {
    orders: [newOrder.parse({ number, memberId, amount: 9900, paidAt: t.clock.now(), ...more })],
    makeMembers: false,
  })
const look = (id: number) => getMemberStanding(ws.ctx, { id })
const steps = async (id: number) => {
  const { stage, tier, group: crowd } = await look(id)
  return { stage, tier, group: crowd }
}
const events = async (id: number) => {
  const rows = await ws.ctx.db.rows<{ kind: string }>(sql`
    select kind from event where workspace_id = ${ws.id} and member_id = ${id} order by tx, id`)
  return rows.map((row) => row.kind)
}

describe('refused', () => {
  it('strangers, roles without the right, other workspaces', async () => {
    const [ann = 0] = await make('Ann')
    const ask = (headers: Record<string, string>, path: string, body?: object) =>
      t.http.request(path, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
    expect((await ask({}, '/api/standing/board?ladder=stage&since=2026-11-01&until=2026-11-02')).status).toBe(401)
    const viewer = await ws.session('viewer')
    expect((await ask(viewer, `/api/members/${ann}/standing`)).status).toBe(200)
    expect((await ask(viewer, `/api/members/${ann}/standing/override`, { ladder: 'stage', step: 3, reason: 'met' })).status).toBe(403)
    expect((await ask(viewer, '/api/standing/count', {})).status).toBe(403)
    const other = await t.workspace()
    await expect(getMemberStanding(other.ctx, { id: ann })).rejects.toMatchObject({ code: 'member.not_found' })
    await expect(setOverride(other.ctx, { id: ann, ladder: 'stage', step: 3, reason: 'x', until: null })).rejects.toMatchObject({
      code: 'member.not_found',
    })
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    expect((await listStanding(owner, { ladder: 'stage', limit: 50 })).items).toEqual([])
    expect((await board(owner, { ladder: 'stage', since: '2026-11-01', until: '2026-11-02' })).steps.every((one) => one.count === 0)).toBe(
      true,
    )
  })

  it('rules that name nothing, ask too much, or lead nowhere, and settings that can not be', async () => {
    const book = (when: unknown, to = 3) => ({ ladder: 'stage' as const, book: { rules: [{ to, when }], otherwise: null, onlyUp: true } })
    for (const when of [
      { kind: 'nothing' },
      { kind: 'tag' },
      { all: [] },
      { kind: 'role', in: ['kol'] },
      null,
      { not: { kind: 'score', wrong: 1 } },
    ])
      await expect(tryRules(ws.ctx, book(when))).rejects.toMatchObject({ code: 'standing.bad_rule' })
    const both = { all: [{ kind: 'score', atLeast: 5 }, { not: { kind: 'score', atLeast: 3 } }] }
    await expect(tryRules(ws.ctx, book(both))).rejects.toMatchObject({
      code: 'standing.rule_opposed',
      data: { rule: 1, question: '活跃分 ≥ 3', against: '活跃分 ≥ 5' },
    })
    const [once] = book({ kind: 'score', atLeast: 5 }).book.rules
    const twice = { ...book(null).book, rules: [once ?? { to: 1, when: null }, { to: 2, when: { atLeast: 5, kind: 'score' } }] }
    await expect(tryRules(ws.ctx, { ladder: 'stage', book: twice })).rejects.toMatchObject({
      code: 'standing.rule_twice',
      data: { rule: 2, first: 1 },
    })
    await expect(tryRules(ws.ctx, { ladder: 'tier', book: book({ kind: 'score', atLeast: 1 }, 6).book })).rejects.toMatchObject({
      code: 'standing.step_unknown',
    })
    const rfm = { ...defaultSettings.rfm, mode: 'fixed' as const }
    await expect(saveSettings(ws.ctx, { settings: { ...defaultSettings, rfm } })).rejects.toMatchObject({ code: 'standing.bad_cuts' })
    await expect(
      setOverride(ws.ctx, { id: (await make('A'))[0] ?? 0, ladder: 'tier', step: 2, reason: 'x', until: '2026-11-01T00:00:00Z' }),
    ).rejects.toMatchObject({ code: 'standing.override_past' })
    await expect(board(ws.ctx, { ladder: 'stage', since: '2020-01-01', until: '2026-11-02' })).rejects.toMatchObject({
      code: 'standing.span_too_long',
    })
  })
})

describe('the rules Grove brings', () => {
  it('lift a member as things happen, each move with the event that caused it', async () => {
    const [ann = 0] = await make('Ann')
    expect(await steps(ann)).toEqual({ stage: 1, tier: 1, group: 1 })
    await addMembers(ws.ctx, { id: group, memberIds: [ann], scene: 'link' })
    await t.drain()
    expect(await steps(ann)).toEqual({ stage: 2, tier: 1, group: 2 })
    await speak(ann)
    await t.drain()
    expect((await steps(ann)).stage).toBe(3)
    await buy(ann, 'a')
    await t.drain()
    expect(await steps(ann)).toMatchObject({ stage: 6, group: 3 })
    await buy(ann, 'b')
    await t.drain()
    expect((await steps(ann)).stage).toBe(7)
    const moves = (await listMoves(ws.ctx, { ladder: 'stage', limit: 50 })).items
    expect(moves.map((one) => `${one.from}>${one.to} ${one.cause.event}`)).toEqual([
      '6>7 order.paid',
      '3>6 order.paid',
      '2>3 message.posted',
      '1>2 community.member_joined',
    ])
    // A later event of another kind does not hide the cause.
    const [bob = 0] = await make('Bob')
    await buy(bob, 'c')
    await speak(bob)
    await t.drain()
    expect((await look(bob)).moves.find((one) => one.ladder === 'stage')?.cause.event).toBe('order.paid')
    expect(moves.every((one) => one.cause.by === 'rule' && one.cause.version === 0 && (one.cause.eventId ?? 0) > 0)).toBe(true)
    const { flows, steps: stages } = await board(ws.ctx, { ladder: 'stage', since: '2026-11-01', until: '2026-11-02' })
    expect(flows).toHaveLength(5)
    expect(stages.find((one) => one.step === 7)).toEqual({ step: 7, count: 1, entered: 1, left: 0 })
  })

  it('never take a stage back, but do take back a tier', async () => {
    const [ann = 0] = await make('Ann')
    await speak(ann, 20)
    await emit(
      ws.ctx,
      Array.from({ length: 8 }, () => ({
        kind: messageAnswered,
        memberId: ann,
        communityId: group,
        data: { thread: 0, seq: 1, toSeq: 1, touch: 'x', option: 'A' },
      })),
    )
    await t.drain()
    expect(await steps(ann)).toMatchObject({ stage: 5, tier: 3, group: 3 })
    t.clock.advance({ days: 40 })
    await t.drain()
    await publishRules(ws.ctx, { ladder: 'tier', book: defaultBooks.tier, note: '' })
    await t.drain()
    expect(await steps(ann)).toEqual({ stage: 5, tier: 1, group: 4 })
  })

  it('leave staff and ambience helpers where they are', async () => {
    const [aid = 0] = await createMembers(ws.ctx, [{ displayName: 'Aid', kind: 'ambience' }])
    await speak(aid, 5, false)
    await t.drain()
    expect(await steps(aid)).toEqual({ stage: 1, tier: 1, group: 1 })
    expect((await listStanding(ws.ctx, { ladder: 'stage', limit: 10 })).items).toEqual([])
  })
})

describe('activity', () => {
  it('is scored in parts, each with its cap, and melts away', async () => {
    const [ann = 0] = await make('Ann')
    await speak(ann, 50)
    await emit(ws.ctx, [
      { kind: messageReacted, memberId: ann, communityId: group, data: { thread: 0, seq: 1, emoji: '👍', on: true } },
      { kind: messageReacted, memberId: ann, communityId: group, data: { thread: 0, seq: 1, emoji: '👍', on: false } },
    ])
    await t.drain()
    const { score } = await look(ann)
    expect(score.parts.map((one) => [one.part, one.value, Math.round(one.points * 10) / 10])).toEqual([
      ['messages', 50, 25],
      ['reactions', 1, 0.5],
      ['answers', 0, 0],
      ['days', 1, 2.1],
      ['recency', 0, 15],
    ])
    const stored = await ws.ctx.db.one<{ score: number }>(
      sql`select score from standing where workspace_id = ${ws.id} and member_id = ${ann}`,
    )
    expect(stored.score).toBe(score.total)
    t.clock.advance({ days: 10 })
    await speak(ann)
    await t.drain()
    expect((await look(ann)).score).toMatchObject({ total: 45 })
  })

  it('falls asleep when silent, and is woken by what the member does, not by what is older', async () => {
    const [ann = 0, bob = 0] = await make('Ann', 'Bob')
    await speak(ann)
    await t.drain()
    t.clock.advance({ days: 31 })
    await t.drain()
    expect(await look(ann)).toMatchObject({ asleepSince: new Date('2026-12-02T02:00:00Z'), group: 4 })
    expect((await look(bob)).asleepSince).toBeNull()
    await buy(ann, 'old', { paidAt: '2026-11-10T00:00:00Z' })
    await t.drain()
    expect((await look(ann)).asleepSince).not.toBeNull()
    await speak(ann)
    await t.drain()
    expect((await look(ann)).asleepSince).toBeNull()
    expect((await events(ann)).filter((kind) => /active|asleep|woke/.test(kind))).toEqual([
      'member.first_active',
      'member.fell_asleep',
      'member.woke_up',
    ])
  })

  it('knows who left the last community by themselves, and who came back', async () => {
    const [ann = 0] = await make('Ann')
    await addMembers(ws.ctx, { id: group, memberIds: [ann], scene: 'link' })
    await t.drain()
    await removeMember(ws.ctx, { id: group, memberId: ann, rule: 'adverts', evidence: '', mediaIds: [], mayRejoin: true })
    await t.drain()
    await addMembers(ws.ctx, { id: group, memberIds: [ann], scene: 'link' })
    await t.drain()
    expect((await events(ann)).filter((kind) => /gone|back/.test(kind))).toEqual(['member.gone', 'member.came_back'])
  })
})

describe('rules of one’s own', () => {
  const lifted = { rules: [{ to: 4, when: { kind: 'tag', tag: 'vip' } }], otherwise: 2, onlyUp: false }

  it('are tried without a change, published as a version, and counted for everybody', async () => {
    const ids = await make('Ann', 'Bob', 'Cid')
    const tried = await tryRules(ws.ctx, { ladder: 'stage', book: lifted })
    expect(tried).toMatchObject({ total: 3, moves: [{ from: 1, to: 2, count: 3 }] })
    expect(tried.moves[0]?.members.map((one) => one.name)).toEqual(['Cid', 'Bob', 'Ann'])
    expect((await steps(ids[0] ?? 0)).stage).toBe(1)
    const head = await ws.as('head')
    expect(await publishRules(head, { ladder: 'stage', book: lifted, note: 'vip first' })).toEqual({ version: 1 })
    await expect(publishRules(head, { ladder: 'stage', book: lifted, note: '' })).rejects.toMatchObject({
      code: 'standing.already_counting',
    })
    await t.drain()
    expect((await steps(ids[0] ?? 0)).stage).toBe(2)
    expect((await board(ws.ctx, { ladder: 'stage', since: '2026-11-01', until: '2026-11-02' })).count).toMatchObject({
      state: 'done',
      moved: 3,
    })
    expect((await listRules(ws.ctx, { ladder: 'stage' })).versions.map((one) => [one.version, one.note])).toEqual([
      [1, 'vip first'],
      [0, ''],
    ])
  })

  it('never undo a standing override; its end gives the member back', async () => {
    const [ann = 0] = await make('Ann')
    const head = await ws.as('head')
    await setOverride(head, { id: ann, ladder: 'tier', step: 4, reason: 'lecturer', until: '2026-11-05T00:00:00Z' })
    await setOverride(head, { id: ann, ladder: 'group', step: 3, reason: 'key account', until: null })
    await speak(ann)
    await t.drain()
    expect(await steps(ann)).toMatchObject({ tier: 4, group: 3 })
    expect((await look(ann)).overrides.map((one) => one.reason)).toEqual(['key account', 'lecturer'])
    t.clock.set('2026-11-06T00:00:00Z')
    await t.drain()
    expect(await steps(ann)).toMatchObject({ tier: 1, group: 3 })
    await endOverride(head, { id: ann, ladder: 'group' })
    await expect(endOverride(head, { id: ann, ladder: 'group' })).rejects.toMatchObject({ code: 'standing.not_found' })
    await t.drain()
    expect((await steps(ann)).group).toBe(2)
  })

  it('keep what a person did until an event says otherwise', async () => {
    const [ann = 0] = await make('Ann')
    await moveStage(await ws.as('operator'), { memberIds: [ann], stage: 5 })
    await t.drain()
    const [move] = (await look(ann)).moves
    expect(move).toMatchObject({ from: 1, to: 5, cause: { by: 'person' } })
  })
})

describe('RFM', () => {
  it('follows orders and refunds', async () => {
    const [ann = 0, bob = 0] = await make('Ann', 'Bob')
    await buy(ann, '1')
    await t.drain()
    expect((await look(ann)).rfm).toMatchObject({ frequency: 1, monetary: 9900, recency: 0 })
    expect((await look(bob)).rfm).toBeNull()
    await refundOrders(ws.ctx, { refunds: [{ shop: '', number: '1', refund: 'r', amount: 9900, reason: '', at: t.clock.now() }] })
    await t.drain()
    expect((await look(ann)).rfm).toBeNull()
    expect((await rfmBoard(ws.ctx)).buyers).toBe(0)
  })

  it('gives 995 published customers their published scores and segments, in the database', async ({ annotate }) => {
    if (!hasReference) return annotate(WITHOUT)
    t.clock.set(`${REFERENCE_DAY}T04:00:00Z`)
    const rows = referenceRows()
    const ids = await createMembers(
      ws.ctx,
      rows.map((row) => ({ displayName: row.name })),
    )
    const idOf = new Map(rows.map((row, at) => [row.name, ids[at] ?? 0]))
    const orders = referenceOrders().map((one, at) =>
      newOrder.parse({ number: String(at), memberId: idOf.get(one.name), amount: one.amount, paidAt: `${one.day}T04:00:00Z` }),
    )
    for (let at = 0; at < orders.length; at += 1000) await recordOrders(ws.ctx, { orders: orders.slice(at, at + 1000), makeMembers: false })
    for (const name of ['scheme2', 'scheme1'] as const) {
      const scheme = referenceScheme(name)
      await saveSettings(ws.ctx, { settings: { ...defaultSettings, rfm: scheme.settings } })
      await t.drain()
      const { segments, buyers } = await rfmBoard(ws.ctx)
      expect(buyers).toBe(995)
      expect(Object.fromEntries(segments.map((one) => [one.key, one.members]))).toEqual(scheme.counts)
    }
    const stored = await ws.ctx.db.rows<{ name: string; r: number; f: number; m: number; rfm: string }>(sql`
      select m.display_name as name, s.r, s.f, s.m, s.rfm from standing s join member m on m.workspace_id = s.workspace_id and m.id = s.member_id
      where s.workspace_id = ${ws.id} order by m.id`)
    expect(stored).toEqual(rows.map((row) => ({ name: row.name, ...row.score, rfm: row.segment })))
  })
})
