import type { Condition } from '@grove/condition-kit/contract'
import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { memberTagged } from '@grove/member/contract'
import {
  createMembers,
  listMembers,
  moveStage,
  removeTag,
  saveTag,
  setAttribute,
  tagMembers,
  untagMembers,
  updateMember,
} from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { segmentErrors } from '../contract/index.ts'
import { changeList } from './change-list.ts'
import { removeSegment } from './change-segment.ts'
import { conditions } from './condition-arbitrary.ts'
import { explainMember } from './explain-member.ts'
import { createSegment, previewCondition, rebuildSegment, updateSegment } from './index.ts'
import { previewWithin } from './preview-condition.ts'
import { getSegment, listSegments } from './read-segments.ts'
import { listStays, overlapOfSegments, segmentsOfMember } from './read-stays.ts'
import { listTagRules, removeTagRule, saveTagRule } from './tag-rules.ts'
import { MODULES, makeWorld, type World } from './world-fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: MODULES })
})
afterAll(() => t.close())

const vip: Condition = { kind: 'tag', tag: 'VIP' }
const live = (name: string, condition: Condition) => ({ name, note: '', condition, frozen: false })
const inside = async (ctx: Ctx, id: number) =>
  (await listStays(ctx, { id, which: 'in', limit: 200 })).items.map((one) => one.id).toSorted((a, b) => a - b)
const people = (ctx: Ctx, count: number) =>
  createMembers(
    ctx,
    Array.from({ length: count }, (_, n) => ({ displayName: `人 ${n}`, city: n % 2 ? '上海' : '北京' })),
  )

async function eventsOf(ws: TestWorkspace, kind: string): Promise<{ memberId: number; cause: string }[]> {
  return ws.ctx.db.rows(sql`select member_id as "memberId", data ->> 'cause' as cause from event
    where workspace_id = ${ws.id} and kind = ${kind} order by id`)
}

describe('a condition that can not be a segment', () => {
  it('is refused with the reason', async () => {
    const ws = await t.workspace()
    const refused = (condition: Condition) => createSegment(ws.ctx, live('x', condition))
    await expect(refused({ kind: 'nothing' })).rejects.toMatchObject({ code: 'segment.bad_condition', data: { question: 'nothing' } })
    await expect(refused({ all: [vip, { kind: 'stage', is: 9 }] })).rejects.toMatchObject({ data: { path: 'all.1.is', question: 'stage' } })
    await expect(refused({ all: [] })).rejects.toMatchObject({ code: 'segment.bad_condition' })
    await expect(refused({ kind: 'role', in: ['member'] })).rejects.toMatchObject({ code: 'segment.needs_community' })
    await expect(refused({ kind: 'events', event: 'a.b', within: 'run', atLeast: 1 })).rejects.toMatchObject({
      code: 'segment.needs_community',
    })
    await expect(refused({ all: [vip, { not: vip }] })).rejects.toMatchObject({
      code: 'segment.opposed',
      data: { question: '不满足 (有标签「VIP」)', against: '有标签「VIP」' },
    })
    await expect(
      refused({
        any: [
          {
            all: [
              { kind: 'stage', atLeast: 5 },
              { kind: 'stage', atMost: 2 },
            ],
          },
          vip,
        ],
      }),
    ).rejects.toMatchObject({ code: 'segment.opposed', data: { question: '关系阶段 ≤ 2', against: '关系阶段 ≥ 5' } })
    await expect(refused({ kind: 'stage', atLeast: 5, atMost: 3 })).rejects.toMatchObject({ data: { why: 'empty' } })
    await expect(refused({ kind: 'segment', segment: 999 })).rejects.toMatchObject({ code: 'segment.unknown_thing' })
    for (const asked of [
      { kind: 'events', event: 'member.tagd', within: '7d', atLeast: 1 },
      { kind: 'events', event: 'member.tagd', within: 'ever', atMost: 0 },
      { not: { kind: 'didNot', did: 'community.member_joined', not: 'member.tagd', within: '3d' } },
    ])
      await expect(refused(asked)).rejects.toMatchObject({
        code: 'segment.unknown_event',
        data: { event: 'member.tagd', close: expect.stringContaining('member.tagged (') },
      })
    await expect(refused({ kind: 'membership', state: 'active', communities: [999] })).rejects.toMatchObject({
      data: { what: 'community', question: '在哪些群' },
    })
    expect((await listSegments(ws.ctx, { limit: 50 })).items).toEqual([])
  })

  it('is refused when it goes in a circle, through any number of others and through tag rules', async () => {
    const ws = await t.workspace()
    const { id: a } = await createSegment(ws.ctx, live('甲', vip))
    const { id: b } = await createSegment(ws.ctx, live('乙', { all: [vip, { kind: 'segment', segment: a }] }))
    await expect(updateSegment(ws.ctx, { id: a, condition: { not: { kind: 'segment', segment: b } } })).rejects.toMatchObject({
      code: 'segment.circular',
      data: { path: '甲 → 乙 → 甲' },
    })
    await expect(updateSegment(ws.ctx, { id: a, condition: { kind: 'segment', segment: a } })).rejects.toMatchObject({
      code: 'segment.circular',
    })
    await expect(saveTagRule(ws.ctx, { segmentId: b, tag: 'VIP', until: 'leaves', days: null, active: true })).rejects.toMatchObject({
      code: 'segment.circular',
    })
    await saveTagRule(ws.ctx, { segmentId: b, tag: '重点', until: 'stays', days: null, active: true })
    await expect(updateSegment(ws.ctx, { id: a, condition: { kind: 'tag', tag: '重点' } })).rejects.toMatchObject({
      code: 'segment.circular',
    })
    await expect(saveTagRule(ws.ctx, { segmentId: b, tag: '重点', until: 'stays', days: null, active: true })).rejects.toMatchObject({
      code: 'segment.rule_taken',
    })
  })

  it('is refused when the planner expects too much work, with the size of it', async () => {
    const ws = await t.workspace()
    await createSegment(ws.ctx, live('快的', vip))
    await ws.ctx.db.exec(sql`update segment_gate set max_cost = 1 where workspace_id = ${ws.id}`)
    await expect(
      createSegment(ws.ctx, live('慢的', { kind: 'events', event: 'member.tagged', within: 'ever', atLeast: 1 })),
    ).rejects.toMatchObject({
      code: 'segment.too_costly',
      data: { max: 1 },
    })
  })

  it('takes no name twice, and nobody without the right', async () => {
    const ws = await t.workspace()
    await createSegment(ws.ctx, live('同名', vip))
    await expect(createSegment(ws.ctx, live('同名', vip))).rejects.toMatchObject({ code: 'segment.name_taken' })
    const { id } = await createSegment(ws.ctx, live('别名', vip))
    await expect(updateSegment(ws.ctx, { id, name: '同名' })).rejects.toMatchObject({ code: 'segment.name_taken' })
    const other = await t.workspace()
    await expect(getSegment(other.ctx, { id })).rejects.toMatchObject({ code: 'segment.not_found' })
    await expect(removeSegment(other.ctx, { id })).rejects.toMatchObject(segmentErrors.not_found())
    const call = async (headers: Record<string, string>, method: string, path: string, body?: object) =>
      (await t.http.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })).status
    const viewer = await ws.session('viewer')
    expect(await call({}, 'GET', '/api/segments')).toBe(401)
    expect(await call(viewer, 'POST', '/api/segments', { name: 'x', condition: vip })).toBe(403)
    expect(await call(viewer, 'DELETE', `/api/segments/${id}`)).toBe(403)
    expect(await call(viewer, 'GET', `/api/segments/${id}`)).toBe(200)
    const deep = Array.from({ length: 40 }).reduce<object>((not) => ({ not }), vip)
    expect(await call(await ws.session('head'), 'POST', '/api/segments/preview', { condition: deep })).toBe(422)
  })
})

describe('a live segment', () => {
  it('is built without a word, then follows what members do, and tells it', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const [a, b, c] = (await people(ctx, 3)) as [number, number, number]
    await tagMembers(ctx, { memberIds: [a], tag: 'VIP' })
    const { id } = await createSegment(ctx, live('贵宾', { all: [vip, { kind: 'attribute', key: 'city', in: ['上海', '北京'] }] }))
    expect((await getSegment(ctx, { id })).state).toBe('building')
    await t.drain()
    expect(await getSegment(ctx, { id })).toMatchObject({
      state: 'ready',
      size: 1,
      words: { zh: '有标签「VIP」 且 城市 是其中之一： 上海 / 北京' },
    })
    expect(await eventsOf(ws, 'segment.entered')).toEqual([])
    await tagMembers(ctx, { memberIds: [b, c], tag: 'VIP' })
    await updateMember(ctx, { id: c, city: '苏州' })
    await t.drain()
    expect(await inside(ctx, id)).toEqual([a, b])
    await untagMembers(ctx, { memberIds: [a], tag: 'VIP' })
    t.clock.advance({ minutes: 1 })
    await t.drain()
    expect(await inside(ctx, id)).toEqual([b])
    expect(await eventsOf(ws, 'segment.entered')).toEqual([{ memberId: b, cause: 'event' }])
    expect(await eventsOf(ws, 'segment.left')).toEqual([{ memberId: a, cause: 'event' }])
    expect((await listStays(ctx, { id, which: 'left', limit: 10 })).items.map((one) => one.id)).toEqual([a])
    expect((await segmentsOfMember(ctx, { id: b })).items).toMatchObject([{ id, name: '贵宾' }])
    const { sizes, size } = await getSegment(ctx, { id })
    expect(size).toBe(1)
    expect(sizes.at(-1)).toMatchObject({ size: 1, entered: 2, gone: 1 })
    expect((await listMembers(ctx, { segmentId: id, limit: 50, sort: '-createdAt' })).items.map((one) => one.id)).toEqual([b])
  })

  it('asks the condition in force, though a former one was taken apart before', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const [a, b] = (await people(ctx, 2)) as [number, number]
    const { id } = await createSegment(ctx, live('改过的', vip))
    await t.drain()
    await tagMembers(ctx, { memberIds: [a], tag: 'VIP' })
    await t.drain()
    expect(await inside(ctx, id)).toEqual([a])
    await updateSegment(ctx, { id, condition: { kind: 'attribute', key: 'city', in: ['苏州'] } })
    await t.drain()
    expect(await inside(ctx, id)).toEqual([])
    await tagMembers(ctx, { memberIds: [b], tag: 'VIP' })
    await updateMember(ctx, { id: a, city: '苏州' })
    await t.drain()
    expect(await inside(ctx, id)).toEqual([a])
  })

  it('moves people when time has come, without an event', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const [a, b] = (await people(ctx, 2)) as [number, number]
    const quiet: Condition = { not: { kind: 'events', event: 'member.tagged', within: '2d', atLeast: 1 } }
    const { id } = await createSegment(ctx, live('两天没动静', quiet))
    const { id: later } = await createSegment(ctx, live('满一天', { kind: 'known', older: '1d' }))
    await emit(ctx, [{ kind: memberTagged, memberId: a, data: { tagId: 1, tag: 'x' } }])
    await t.drain()
    expect([await inside(ctx, id), await inside(ctx, later)]).toEqual([[b], []])
    t.clock.advance({ days: 1, minutes: 2 })
    await t.drain()
    expect([await inside(ctx, id), await inside(ctx, later)]).toEqual([[b], [a, b]])
    t.clock.advance({ days: 1, minutes: 2 })
    await t.drain()
    expect(await inside(ctx, id)).toEqual([a, b])
    expect((await eventsOf(ws, 'segment.entered')).map((one) => one.cause)).toEqual(['time', 'time', 'time'])
  })

  it('follows the segments it names, however they change', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const [a, b] = (await people(ctx, 2)) as [number, number]
    const { id: base } = await createSegment(ctx, live('底', vip))
    const { id: top } = await createSegment(
      ctx,
      live('顶', { all: [{ kind: 'segment', segment: base }, { not: { kind: 'tag', tag: '流失' } }] }),
    )
    await t.drain()
    await tagMembers(ctx, { memberIds: [a], tag: 'VIP' })
    await t.drain()
    expect(await inside(ctx, top)).toEqual([a])
    await updateSegment(ctx, { id: base, condition: { kind: 'attribute', key: 'city', is: '上海' } })
    await t.drain()
    expect([await inside(ctx, base), await inside(ctx, top)]).toEqual([[b], [b]])
    await expect(removeSegment(ctx, { id: base })).rejects.toMatchObject({ code: 'segment.in_use', data: { names: '顶' } })
    expect((await getSegment(ctx, { id: base })).usedBy).toMatchObject([{ kind: 'segment', id: top, name: '顶' }])
    await removeSegment(ctx, { id: top })
    await removeSegment(ctx, { id: base })
  })

  it('guards the tags it names', async () => {
    const ws = await t.workspace()
    const { id: tagId } = await saveTag(ws.ctx, { name: 'VIP', groupName: '', color: null, lifeDays: null, roles: null })
    const { id } = await createSegment(ws.ctx, live('贵宾', vip))
    await expect(removeTag(ws.ctx, { id: tagId, anyway: false })).rejects.toMatchObject({
      code: 'member.tag_in_use',
      data: { uses: ['贵宾'] },
    })
    await expect(
      saveTag(ws.ctx, { id: tagId, name: '会员', groupName: '', color: null, lifeDays: null, roles: null }),
    ).rejects.toMatchObject({
      code: 'member.tag_in_use',
    })
    await removeSegment(ws.ctx, { id })
    await saveTag(ws.ctx, { id: tagId, name: '会员', groupName: '', color: null, lifeDays: null, roles: null })
    await removeTag(ws.ctx, { id: tagId, anyway: false })
  })

  it('counts while it is written, samples, and says which clause fails', async () => {
    const ws = await t.workspace()
    const [a, b] = (await people(ws.ctx, 4)) as [number, number]
    await tagMembers(ws.ctx, { memberIds: [a, b], tag: 'VIP' })
    const condition: Condition = { all: [vip, { kind: 'attribute', key: 'city', is: '上海' }] }
    const answer = await previewCondition(ws.ctx, { condition, exact: false, sample: 5 })
    expect(answer).toMatchObject({ total: { count: 1, exact: true }, sample: [{ id: b }] })
    const why = await explainMember(ws.ctx, { condition, memberId: a })
    expect(why.explanation).toMatchObject({
      holds: false,
      join: 'all',
      parts: [{ holds: true }, { holds: false, words: { zh: '城市 是 上海' } }],
    })
    const own = await ws.as('sales', { scope: { kind: 'own' } })
    expect((await previewCondition(own, { condition, exact: true, sample: 5 })).total.count).toBe(0)
    await expect(explainMember(own, { condition, memberId: a })).rejects.toMatchObject({ code: 'kernel.not_found' })
  })

  it('guesses, and says so, when counting takes long', async () => {
    const ws = await t.workspace()
    await ws.ctx.db.exec(sql`
      insert into member (workspace_id, display_name, stage, last_active_at, created_at, updated_at)
      select ${ws.id}, 'm', 1 + n % 4, ${t.clock.now()}, ${t.clock.now()}, ${t.clock.now()} from generate_series(1, 6000) n`)
    const slow: Condition = {
      all: ['a', 'b', 'c', 'd', 'e']
        .map((key): Condition => ({ not: { kind: 'attribute', key, contains: 'x', yearly: '7d' } }))
        .concat({ kind: 'stage', is: 2 }),
    }
    const input = { condition: slow, exact: false, sample: 3 }
    const guess = await previewWithin(ws.ctx, input, sql`set local statement_timeout = '1ms'`)
    expect(guess.total).toEqual({ count: 1500, exact: false })
    expect(guess.sample).toHaveLength(3)
    expect((await previewCondition(ws.ctx, { ...input, exact: true })).total).toEqual({ count: 1500, exact: true })
  })
})

describe('a list', () => {
  it('holds who is put in, is no live segment, and is filled by a condition once', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const [a, b, c] = (await people(ctx, 3)) as [number, number, number]
    await tagMembers(ctx, { memberIds: [a, b], tag: 'VIP' })
    const { id } = await createSegment(ctx, { name: '名单', note: '', condition: vip, frozen: true })
    const { id: shop } = await createSegment(ctx, { name: '门店', note: '', memberIds: [b, c], frozen: true })
    await untagMembers(ctx, { memberIds: [a], tag: 'VIP' })
    await t.drain()
    expect(await inside(ctx, id)).toEqual([a, b])
    expect(await overlapOfSegments(ctx, { a: id, b: shop })).toEqual({ onlyA: 1, both: 1, onlyB: 1 })
    expect(await changeList(ctx, { id, add: [c, 999_999], remove: [a] })).toEqual({ changed: 2 })
    expect(await changeList(ctx, { id, add: [c], remove: [a] })).toEqual({ changed: 0 })
    expect(await inside(ctx, id)).toEqual([b, c])
    await expect(rebuildSegment(ctx, { id })).rejects.toMatchObject({ code: 'segment.not_live' })
    const { id: liveOne } = await createSegment(ctx, live('活的', vip))
    await expect(changeList(ctx, { id: liveOne, add: [a], remove: [] })).rejects.toMatchObject({ code: 'segment.not_a_list' })
    expect((await eventsOf(ws, 'segment.left')).map((one) => one.cause)).toEqual(['person'])
  })
})

describe('a tag rule', () => {
  const holders = async (ws: TestWorkspace, tag: string) =>
    (
      await ws.ctx.db.rows<{
        id: number
      }>(sql`select mt.member_id as id from member_tag mt join tag t on t.workspace_id = ${ws.id} and t.id = mt.tag_id
        where mt.workspace_id = ${ws.id} and t.name = ${tag} order by 1`)
    ).map((row) => row.id)

  it('gives its tag to those inside and those who enter, and takes back only what rules gave', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const [a, b, c] = (await people(ctx, 3)) as [number, number, number]
    await tagMembers(ctx, { memberIds: [a, b], tag: 'VIP' })
    await tagMembers(ctx, { memberIds: [b], tag: '重点' })
    const { id: segmentId } = await createSegment(ctx, live('贵宾', vip))
    await t.drain()
    const rule = await saveTagRule(ctx, { segmentId, tag: '重点', until: 'leaves', days: null, active: true })
    await t.drain()
    expect(await holders(ws, '重点')).toEqual([a, b])
    await tagMembers(ctx, { memberIds: [c], tag: 'VIP' })
    await t.drain()
    expect(await holders(ws, '重点')).toEqual([a, b, c])
    await untagMembers(ctx, { memberIds: [a, b], tag: 'VIP' })
    await t.drain()
    expect(await holders(ws, '重点')).toEqual([b, c])
    await expect(removeSegment(ctx, { id: segmentId })).rejects.toMatchObject({ code: 'segment.in_use' })
    expect((await listTagRules(ctx)).items).toMatchObject([{ segment: '贵宾', tag: '重点' }])
    await removeTagRule(ctx, rule)
    await untagMembers(ctx, { memberIds: [c], tag: 'VIP' })
    await t.drain()
    expect(await holders(ws, '重点')).toEqual([b, c])
  })
})

describe('following the log', () => {
  it('ends where a full rebuild ends, after random deeds and hours', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const world: World = await makeWorld(ws, 40, 99)
    const sound = fc.sample(conditions(world), { numRuns: 80, seed: 5 })
    const ids: number[] = []
    for (const [n, condition] of sound.entries()) {
      const made = await createSegment(ctx, live(`s${n}`, condition)).catch(() => undefined)
      if (made) ids.push(made.id)
    }
    expect(ids.length).toBeGreaterThan(30)
    await t.drain()
    const deeds = fc.sample(
      fc.record({ what: fc.nat({ max: 5 }), who: fc.nat({ max: 39 }), pick: fc.nat({ max: 3 }), hours: fc.constantFrom(0, 0, 1, 5, 26) }),
      { numRuns: 48, seed: 6 },
    )
    for (const [n, { what, who, pick, hours }] of deeds.entries()) {
      await deed(ctx, world, what, world.memberIds[who] as number, pick)
      if (hours) t.clock.advance({ hours })
      if (n % 6 === 5) await t.drain()
    }
    t.clock.advance({ minutes: 2 })
    await t.drain()
    const members = async () =>
      ctx.db.rows(sql`select segment_id, array_agg(member_id order by member_id)::text as ids from segment_member
        where workspace_id = ${ws.id} and left_at is null and segment_id = any(${ids}::bigint[]) group by 1 order by 1`)
    expect((await eventsOf(ws, 'segment.entered')).length).toBeGreaterThan(30)
    const followed = await members()
    for (const id of ids) await rebuildSegment(ctx, { id })
    await t.drain()
    expect(followed).toEqual(await members())
    const drift = await ctx.db.rows(sql`
      select s.id from segment s where s.workspace_id = ${ws.id} and s.size <> (select count(*) from segment_member sm
        where sm.workspace_id = ${ws.id} and sm.segment_id = s.id and sm.left_at is null)`)
    expect(drift).toEqual([])
  })
})

async function deed(ctx: Ctx, world: World, what: number, id: number, pick: number): Promise<void> {
  const tag = ['vip', '新客', 'gone', 'vip'][pick] as string
  if (what === 0) await tagMembers(ctx, { memberIds: [id], tag })
  if (what === 1) await untagMembers(ctx, { memberIds: [id], tag })
  if (what === 2) await moveStage(ctx, { memberIds: [id], stage: ((pick * 2) % 7) + 1 })
  if (what === 3)
    await setAttribute(ctx, {
      memberIds: [id],
      key: ['pet', 'age', 'happy', 'since'][pick] ?? '',
      value: ['猫', 3, true, '2026-11-03'][pick] ?? null,
    })
  if (what === 4) await emit(ctx, [{ kind: memberTagged, memberId: id, data: { tagId: 1, tag: 'vip' } }])
  if (what === 5)
    await updateMember(ctx, {
      id,
      city: ['上海', null, 'Shanghai', '北京'][pick] ?? null,
      kind: pick === 3 ? 'staff' : 'member',
    } as Parameters<typeof updateMember>[1])
}
