import { readFile } from 'node:fs/promises'
import type { Condition } from '@grove/condition-kit/contract'
import { identity } from '@grove/identity/server'
import type { Ctx, RequestInfo } from '@grove/kernel/server'
import { createMembers, fieldNamers, member, removeTag, saveTag, tagMembers } from '@grove/member/server'
import { product } from '@grove/product/server'
import { createSegment, segment } from '@grove/segment/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql, { raw } from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeState, community, createCommunity, updateCommunity } from './index.ts'
import { lookAtDoor } from './look-at-door.ts'
import { joinByPhone } from './phone-verbs.ts'
import { getCommunity } from './read-community.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, community, segment] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const request: RequestInfo = {
  request: new Request('http://localhost'),
  accountId: undefined,
  address: '127.0.0.1',
  setCookie: () => undefined,
}
const asks = (condition: Condition, says = '') => ({ kind: 'condition' as const, condition, says })
const door = async (...requirements: ReturnType<typeof asks>[]) => {
  const threshold = { mode: 'all' as const, requirements, ask: [] }
  const { id, publicCode: code } = await createCommunity(ws.ctx, { name: '铁粉群', type: 'newcomer', threshold })
  await changeState(ws.ctx, { id, to: 'recruiting', reason: '' })
  return { id, code }
}
const join = (code: string, profile: object, ctx: Ctx = ws.asVisitor()) =>
  joinByPhone(ctx, { ws: ws.publicKey, code, profile, displayName: '小林', scene: 'link' }, request)
const missingOf = async (work: Promise<unknown>) => {
  const error = (await work.catch((caught: unknown) => caught)) as { code?: string; data?: { missing: unknown[] } }
  expect(error.code).toBe('community.threshold_unmet')
  return error.data?.missing
}

describe('a condition at the door', () => {
  it('is refused when it is unknown, contradicts itself, needs a place in the group, or names what is not there', async () => {
    const { id } = await door()
    const tried = async (condition: Condition) =>
      updateCommunity(ws.ctx, { id, threshold: { mode: 'all', requirements: [asks(condition)], ask: [] } })
    await expect(tried({ kind: 'gone' })).rejects.toMatchObject({ code: 'segment.bad_condition' })
    await expect(tried({ kind: 'stage', atLeast: 9 })).rejects.toMatchObject({ code: 'segment.bad_condition' })
    await expect(tried({ kind: 'role', in: ['member'] })).rejects.toMatchObject({ code: 'segment.needs_community' })
    await expect(tried({ kind: 'segment', segment: 4_000_000 })).rejects.toMatchObject({ code: 'segment.unknown_thing' })
    const vip = { kind: 'tag', tag: 'VIP' }
    await expect(tried({ all: [vip, { not: vip }] })).rejects.toMatchObject({ code: 'segment.opposed' })
    await expect(door(asks({ kind: 'gone' }))).rejects.toMatchObject({ code: 'segment.bad_condition' })
    expect((await getCommunity(ws.ctx, { id })).threshold.requirements).toEqual([])
  })

  it('names what is missing clause by clause, or in the words of the operator', async () => {
    const condition = {
      all: [
        { kind: 'attribute', key: 'city', in: ['上海', '苏州'] },
        { kind: 'stage', atLeast: 3 },
      ],
    }
    const plain = await door(asks(condition))
    expect(await missingOf(join(plain.code, { city: '上海' }))).toEqual([
      { kind: 'condition', words: { zh: '关系阶段 ≥ 3', en: 'stage ≥ 3' } },
    ])
    const spoken = await door(asks(condition, '只对老朋友开放'))
    expect(await missingOf(join(spoken.code, {}))).toEqual([{ kind: 'condition', words: { zh: '只对老朋友开放', en: '只对老朋友开放' } }])
    const { needs } = await lookAtDoor(ws.asVisitor(), { code: spoken.code })
    expect(needs.conditions).toEqual([{ kind: 'condition', words: { zh: '只对老朋友开放', en: '只对老朋友开放' } }])
    expect((await getCommunity(ws.ctx, { id: plain.id })).conditionWords[0]?.zh).toContain('上海 / 苏州')
  })

  it('counts a phone that is typed there as known, and a segment somebody is in', async () => {
    const byPhone = await door(asks({ kind: 'contact', has: ['phone'] }))
    expect(await missingOf(join(byPhone.code, {}))).toHaveLength(1)
    expect((await lookAtDoor(ws.asVisitor(), { code: byPhone.code })).needs).toMatchObject({ fields: ['phone'], closedTo: false })
    await join(byPhone.code, { phone: '13800138000' })
    const [memberId] = (await createMembers(ws.ctx, [{ displayName: '老朋友' }])) as [number]
    const list = await createSegment(ws.ctx, { name: '老朋友', note: '', memberIds: [memberId], frozen: true })
    const bySegment = await door(asks({ kind: 'segment', segment: list.id }))
    const [stranger] = (await createMembers(ws.ctx, [{ displayName: '生人' }])) as [number]
    expect(await missingOf(join(bySegment.code, {}, ws.asMember(stranger)))).toHaveLength(1)
    await join(bySegment.code, {}, ws.asMember(memberId))
  })
})

describe('what a door asks for', () => {
  it('is not taken away under it, and says which community it is', async () => {
    const tag = await saveTag(ws.ctx, { name: 'VIP', groupName: '' } as never)
    const [memberId] = (await createMembers(ws.ctx, [{ displayName: '小林' }])) as [number]
    await tagMembers(ws.ctx, { memberIds: [memberId], tag: 'VIP' })
    const { id } = await door(
      asks({
        any: [
          { kind: 'tag', tag: 'VIP' },
          { kind: 'attribute', key: 'shoe', exists: true },
        ],
      }),
    )
    await expect(removeTag(ws.ctx, { id: (tag as { id: number }).id } as never)).rejects.toMatchObject({
      data: { uses: [expect.stringContaining('铁粉群')] },
    })
    const uses = await Promise.all(ws.ctx.app.registry.all(fieldNamers).map((ask) => ask(ws.ctx, 'shoe')))
    expect(uses.flat()).toEqual([{ kind: 'community', name: '铁粉群', path: `/communities/${id}?tab=entry` }])
    const other = await t.workspace()
    expect((await Promise.all(ws.ctx.app.registry.all(fieldNamers).map((ask) => ask(other.ctx, 'shoe')))).flat()).toEqual([])
    await updateCommunity(ws.ctx, { id, threshold: { mode: 'all', requirements: [], ask: [] } })
    expect((await Promise.all(ws.ctx.app.registry.all(fieldNamers).map((ask) => ask(ws.ctx, 'shoe')))).flat()).toEqual([])
  })
})

describe('thresholds written before', () => {
  it('become conditions that ask the same', async () => {
    const { id } = await door()
    const old = [
      { kind: 'invitation' },
      { kind: 'stage', atLeast: 4 },
      { kind: 'tag', tag: 'VIP' },
      { kind: 'profile', field: 'title', op: 'contains', values: ['采购', 'Buyer'] },
      { kind: 'profile', field: 'attribute:kids', op: 'is', values: ['2'] },
      { kind: 'profile', field: 'industry', op: 'not', values: ['同行'] },
      { kind: 'profile', field: 'city', op: 'oneOf', values: ['上海', '苏州'] },
      { kind: 'profile', field: 'city', op: 'filled', values: [] },
      { kind: 'profile', field: 'phone', op: 'filled', values: [] },
      { kind: 'profile', field: 'email', op: 'contains', values: ['@example.com'] },
    ]
    await ws.ctx.db.exec(sql`update community set threshold = ${JSON.stringify({ mode: 'any', requirements: old, ask: [] })}::jsonb
      where workspace_id = ${ws.id} and id = ${id}`)
    const migration = await readFile(new URL('./migrations/0004-threshold-condition.sql', import.meta.url), 'utf8')
    await ws.ctx.db.exec(sql`${raw(migration.slice(migration.indexOf('update')).replace(/;\s*$/, ''))}`)
    const { threshold } = await getCommunity(ws.ctx, { id })
    expect(threshold.mode).toBe('any')
    const attribute = (key: string, test: object) => ({ kind: 'attribute', key, ...test })
    expect(threshold.requirements).toEqual([
      { kind: 'invitation' },
      asks({ kind: 'stage', atLeast: 4 }),
      asks({ kind: 'tag', tag: 'VIP' }),
      asks({ any: [attribute('title', { contains: '采购' }), attribute('title', { contains: 'Buyer' })] }),
      asks(attribute('kids', { in: ['2', 2] })),
      asks({ all: [attribute('industry', { exists: true }), { not: attribute('industry', { in: ['同行'] }) }] }),
      asks(attribute('city', { in: ['上海', '苏州'] })),
      asks(attribute('city', { exists: true })),
      asks({ kind: 'contact', has: ['phone'] }),
      { kind: 'application', questions: [] },
    ])
    await updateCommunity(ws.ctx, { id, threshold: { ...threshold, mode: 'all' } })
  })
})
