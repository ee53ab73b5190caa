import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, listMembers, member } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { communitySort, communityType } from '../contract/index.ts'
import {
  addMembers,
  assignStaff,
  changeMembership,
  changeState,
  community,
  createCommunity,
  endStaff,
  membersOf,
  removeMember,
  transferMembers,
  updateCommunity,
} from './index.ts'
import { communityTimeline, getCommunity } from './read-community.ts'
import { listCommunities } from './read-list.ts'
import { listMemberships, listMembershipsOfMember } from './read-memberships.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, community] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const staffIdOf = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0)
const people = (count: number, more: object = {}) =>
  createMembers(
    ws.ctx,
    Array.from({ length: count }, (_, at) => ({ displayName: `成员${at}`, ...more })),
  )
const open = async (input: Partial<Parameters<typeof createCommunity>[1]> = {}, ctx = ws.ctx) => {
  const { id } = await createCommunity(ctx, { name: '春日新人群', type: 'newcomer', ...input })
  await changeState(ctx, { id, to: 'recruiting', reason: '' })
  return id
}
const kinds = async (id: number) => (await communityTimeline(ws.ctx, { id, limit: 50 })).items.map((entry) => entry.kind)

describe('making a community', () => {
  it('is refused beyond the lifetime of its type, with an end in the past, or with unknown staff', async () => {
    const far = new Date(t.clock.now().getTime() + 49 * 3_600_000)
    await expect(createCommunity(ws.ctx, { name: 'x', type: 'acquisition', closesAt: far })).rejects.toMatchObject({
      code: 'community.lifetime_exceeded',
      data: { hours: 48 },
    })
    await expect(createCommunity(ws.ctx, { name: 'x', type: 'flash', closesAt: null })).rejects.toMatchObject({
      code: 'community.lifetime_exceeded',
    })
    await expect(createCommunity(ws.ctx, { name: 'x', type: 'newcomer', closesAt: new Date('2020-01-01') })).rejects.toMatchObject({
      code: 'community.closes_in_past',
    })
    await expect(createCommunity(ws.ctx, { name: 'x', type: 'newcomer', ownerStaffIds: [999_999] })).rejects.toMatchObject({
      code: 'community.staff_not_found',
    })
    expect((await listCommunities(ws.ctx, { limit: 10, sort: '-createdAt' })).items).toEqual([])
  })

  it('of each type brings its rules, copy, threshold and end; its creator owns it', async () => {
    const head = await ws.as('head')
    for (const type of communityType.options) {
      const { id, publicCode } = await createCommunity(head, { name: `${type} 群`, type })
      const detail = await getCommunity(head, { id })
      expect(detail).toMatchObject({ type, state: 'planned', memberCount: 0, moves: ['recruiting', 'active', 'dissolved'] })
      expect(detail.rules.length).toBeGreaterThan(1)
      expect(detail.announcement.theme).not.toBe('')
      expect(detail.staff).toMatchObject([{ staffId: staffIdOf(head), post: 'owner' }])
      expect(detail.joinUrl).toBe(`http://localhost/m/${ws.publicKey}/c/${publicCode}`)
      expect(publicCode).toMatch(/^[2-9A-HJ-NP-Z]{8}$/)
    }
  })

  it('twice of one name in one moment gives two codes', async () => {
    const made = await Promise.all([1, 2].map(() => createCommunity(ws.ctx, { name: '同名', type: 'benefit' })))
    expect(new Set(made.map((one) => one.publicCode)).size).toBe(2)
  })
})

describe('changing a community', () => {
  it('is refused when it is gone, over, too small for who is in it, or out of sight', async () => {
    const id = await open()
    await addMembers(ws.ctx, { id, memberIds: await people(3) })
    await expect(updateCommunity(ws.ctx, { id, capacity: 2 })).rejects.toMatchObject({
      code: 'community.capacity_below_members',
      data: { members: 3 },
    })
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(updateCommunity(owner, { id, name: 'x' })).rejects.toMatchObject({ code: 'community.not_found' })
    const other = await t.workspace()
    await expect(updateCommunity(other.ctx, { id, name: 'x' })).rejects.toMatchObject({ code: 'community.not_found' })
    await changeState(ws.ctx, { id, to: 'closing', reason: '' })
    await changeState(ws.ctx, { id, to: 'dissolved', reason: '' })
    await expect(updateCommunity(ws.ctx, { id, name: 'x' })).rejects.toMatchObject({ code: 'community.state_forbids' })
  })

  it('keeps what is not given and says what changed; the same again changes nothing', async () => {
    const id = await open()
    const before = await getCommunity(ws.ctx, { id })
    const welcome = { ...before.welcome, theme: '新的欢迎词' }
    expect(await updateCommunity(ws.ctx, { id, welcome, name: before.name })).toEqual({ changed: 1 })
    expect(await updateCommunity(ws.ctx, { id, welcome })).toEqual({ changed: 0 })
    const after = await getCommunity(ws.ctx, { id })
    expect(after.welcome).toEqual(welcome)
    expect(after.announcement).toEqual(before.announcement)
    const [entry] = (await communityTimeline(ws.ctx, { id, limit: 1 })).items
    expect(entry).toMatchObject({ kind: 'community.updated', data: { fields: ['welcome'] } })
  })
})

describe('the life of a community', () => {
  it('takes only legal moves', async () => {
    const { id } = await createCommunity(ws.ctx, { name: 'x', type: 'newcomer' })
    await expect(changeState(ws.ctx, { id, to: 'cooling', reason: '' })).rejects.toMatchObject({
      code: 'community.move_not_allowed',
      data: { from: 'planned', to: 'cooling' },
    })
  })

  it('is moved by the clock: opens, cools, closes, ends, each once and announced', async () => {
    const { id } = await createCommunity(ws.ctx, { name: '快闪', type: 'flash', opensAt: new Date(t.clock.now().getTime() + 3_600_000) })
    const state = async () => (await getCommunity(ws.ctx, { id })).state
    await t.drain()
    expect(await state()).toBe('planned')
    t.clock.advance({ hours: 1 })
    await t.drain()
    expect(await state()).toBe('recruiting')
    await addMembers(ws.ctx, { id, memberIds: await people(2) })
    t.clock.advance({ hours: 66 })
    await t.drain()
    expect(await state()).toBe('cooling')
    t.clock.advance({ hours: 6 })
    await t.drain()
    expect(await state()).toBe('closing')
    t.clock.advance({ hours: 24 })
    await t.drain()
    await t.drain()
    const after = await getCommunity(ws.ctx, { id })
    expect(after).toMatchObject({ state: 'dissolved', memberCount: 0, headcount: 0, moves: [], allowed: [] })
    expect((await kinds(id)).filter((kind) => kind === 'community.state_changed')).toHaveLength(4)
    expect((await listMemberships(ws.ctx, { id, state: 'left', limit: 10 })).items.map((row) => row.leaveKind)).toEqual([
      'dissolved',
      'dissolved',
    ])
  })

  it('catches up in order after a long sleep', async () => {
    const { id } = await createCommunity(ws.ctx, { name: '引流', type: 'acquisition' })
    await changeState(ws.ctx, { id, to: 'active', reason: '' })
    t.clock.advance({ days: 30 })
    await t.drain()
    const moves = (await communityTimeline(ws.ctx, { id, limit: 50, kind: 'community.state_changed' })).items.map(
      (entry) => entry.data['to'],
    )
    expect(moves).toEqual(['dissolved', 'closing', 'cooling', 'active'])
  })

  it('that a person turned back past its date is left alone by the clock', async () => {
    const { id } = await createCommunity(ws.ctx, { name: '新人', type: 'newcomer' })
    await changeState(ws.ctx, { id, to: 'active', reason: '' })
    t.clock.advance({ days: 29 })
    await t.drain()
    await changeState(ws.ctx, { id, to: 'active', reason: '再聊几天' })
    t.clock.advance({ days: 9 })
    await t.drain()
    expect((await getCommunity(ws.ctx, { id })).state).toBe('active')
  })
})

describe('members of a community', () => {
  it('are not let in beyond its capacity, twice, when blocked, or when it is closed', async () => {
    const id = await open({ capacity: 3 })
    const ids = await people(5)
    expect(await addMembers(ws.ctx, { id, memberIds: ids })).toMatchObject({ joined: ids.slice(0, 3), noRoom: ids.slice(3) })
    expect(await addMembers(ws.ctx, { id, memberIds: ids.slice(0, 1) })).toMatchObject({ joined: [], already: ids.slice(0, 1) })
    await removeMember(ws.ctx, { id, memberId: ids[0] as number, rule: '不发广告', evidence: '连发三条', mediaIds: [], mayRejoin: false })
    expect(await addMembers(ws.ctx, { id, memberIds: ids.slice(0, 1) })).toMatchObject({ joined: [], blocked: ids.slice(0, 1) })
    await changeMembership(ws.ctx, { id, memberId: ids[0] as number, rejoinAllowed: true })
    expect(await addMembers(ws.ctx, { id, memberIds: ids.slice(0, 1) })).toMatchObject({ joined: ids.slice(0, 1) })
    await changeState(ws.ctx, { id, to: 'closing', reason: '' })
    await expect(addMembers(ws.ctx, { id, memberIds: ids })).rejects.toMatchObject({ code: 'community.state_forbids' })
  })

  it('of staff and ambience kind have a seat, but are never counted', async () => {
    const id = await open()
    const [staff] = await people(1, { kind: 'staff' })
    const [helper] = await people(1, { kind: 'ambience' })
    const [guest] = await people(1)
    await addMembers(ws.ctx, { id, memberIds: [staff, helper, guest] as number[], role: 'kol' })
    expect(await getCommunity(ws.ctx, { id })).toMatchObject({ headcount: 3, memberCount: 1 })
    expect((await membersOf(ws.ctx, id)).map((one) => one.role)).toEqual(['staff', 'ambience', 'kol'])
    expect(await membersOf(ws.ctx, id, { counted: true })).toHaveLength(1)
    const uncounted = await ws.ctx.db.rows(sql`
      select member_id from event where workspace_id = ${ws.id} and kind = 'community.member_joined' and not counted order by 1`)
    expect(uncounted).toHaveLength(2)
    await changeMembership(ws.ctx, { id, memberId: helper as number, role: 'member' })
    await changeMembership(ws.ctx, { id, memberId: guest as number, role: 'ambience' })
    expect(await getCommunity(ws.ctx, { id })).toMatchObject({ headcount: 3, memberCount: 0 })
  })

  it('can be muted and get a post; a stranger cannot', async () => {
    const id = await open()
    const [guest, stranger] = await people(2)
    await addMembers(ws.ctx, { id, memberIds: [guest as number] })
    await expect(changeMembership(ws.ctx, { id, memberId: stranger as number, role: 'duty' })).rejects.toMatchObject({
      code: 'community.not_a_member',
    })
    const until = new Date(t.clock.now().getTime() + 3_600_000)
    expect(await changeMembership(ws.ctx, { id, memberId: guest as number, role: 'duty', mutedUntil: until })).toEqual({ changed: 1 })
    expect(await changeMembership(ws.ctx, { id, memberId: guest as number, role: 'duty', mutedUntil: until })).toEqual({ changed: 0 })
    expect((await listMemberships(ws.ctx, { id, state: 'active', limit: 10 })).items).toMatchObject([{ role: 'duty', mutedUntil: until }])
  })

  it('are removed with the rule and the evidence on record', async () => {
    const id = await open()
    const [guest] = await people(1)
    await expect(
      removeMember(ws.ctx, { id, memberId: guest as number, rule: 'x', evidence: '', mediaIds: [], mayRejoin: false }),
    ).rejects.toMatchObject({ code: 'community.not_a_member' })
    await addMembers(ws.ctx, { id, memberIds: [guest as number] })
    await removeMember(ws.ctx, { id, memberId: guest as number, rule: '不发广告', evidence: '连发三条', mediaIds: [7], mayRejoin: false })
    const [entry] = (await communityTimeline(ws.ctx, { id, limit: 1 })).items
    expect(entry).toMatchObject({
      kind: 'community.member_removed',
      memberId: guest,
      data: { rule: '不发广告', evidence: '连发三条', mediaIds: [7], mayRejoin: false },
    })
    expect(await getCommunity(ws.ctx, { id })).toMatchObject({ headcount: 0, memberCount: 0 })
    expect((await listMembershipsOfMember(ws.ctx, { id: guest as number })).items).toMatchObject([
      { state: 'removed', leaveReason: '不发广告' },
    ])
  })

  it('move to another community as far as there is room', async () => {
    const from = await open()
    const to = await open({ name: '老友群', type: 'benefit', capacity: 3 })
    const ids = await people(4)
    await addMembers(ws.ctx, { id: from, memberIds: ids })
    await addMembers(ws.ctx, { id: to, memberIds: ids.slice(3) })
    await expect(transferMembers(ws.ctx, { id: from, toCommunityId: from })).rejects.toMatchObject({ code: 'community.same_community' })
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    await assignStaff(ws.ctx, { id: from, staffId: staffIdOf(owner), post: 'owner' })
    await expect(transferMembers(owner, { id: from, toCommunityId: to })).rejects.toMatchObject({ code: 'community.not_found' })
    const result = await transferMembers(ws.ctx, { id: from, toCommunityId: to })
    expect(result).toMatchObject({ moved: ids.slice(0, 2), already: [ids[3]], noRoom: [ids[2]] })
    expect((await membersOf(ws.ctx, from)).map((one) => one.memberId)).toEqual([ids[2]])
    expect(await getCommunity(ws.ctx, { id: to })).toMatchObject({ headcount: 3, memberCount: 3 })
    expect(await getCommunity(ws.ctx, { id: from })).toMatchObject({ headcount: 1, memberCount: 1 })
  })

  it('who cross over in two transfers at once all arrive', async () => {
    const a = await open()
    const b = await open({ name: 'b' })
    const ids = await people(20)
    await addMembers(ws.ctx, { id: a, memberIds: ids.slice(0, 10) })
    await addMembers(ws.ctx, { id: b, memberIds: ids.slice(10) })
    await Promise.all([
      transferMembers(ws.ctx, { id: a, toCommunityId: b, memberIds: ids.slice(0, 10) }),
      transferMembers(ws.ctx, { id: b, toCommunityId: a, memberIds: ids.slice(10) }),
    ])
    expect((await membersOf(ws.ctx, a)).map((one) => one.memberId)).toEqual(ids.slice(10))
    expect((await membersOf(ws.ctx, b)).map((one) => one.memberId)).toEqual(ids.slice(0, 10))
  })
})

describe('staff of a community', () => {
  it('are refused when unknown, inactive or already there', async () => {
    const id = await open()
    const operator = await ws.as('operator')
    const other = await t.workspace()
    const stranger = await other.as('operator')
    await expect(assignStaff(ws.ctx, { id, staffId: staffIdOf(stranger), post: 'owner' })).rejects.toMatchObject({
      code: 'community.staff_not_found',
    })
    await assignStaff(ws.ctx, { id, staffId: staffIdOf(operator), post: 'operator' })
    await expect(assignStaff(ws.ctx, { id, staffId: staffIdOf(operator), post: 'operator' })).rejects.toMatchObject({
      code: 'community.staff_already',
    })
    await endStaff(ws.ctx, { id, staffId: staffIdOf(operator), post: 'operator' })
    await expect(endStaff(ws.ctx, { id, staffId: staffIdOf(operator), post: 'operator' })).rejects.toMatchObject({
      code: 'community.staff_not_found',
    })
    await assignStaff(ws.ctx, { id, staffId: staffIdOf(operator), post: 'operator' })
    expect((await getCommunity(ws.ctx, { id })).staff).toHaveLength(1)
  })
})

describe('what a limited actor sees', () => {
  it('is their own communities and the members in them', async () => {
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    const chapter = await ws.as('owner', { scope: { kind: 'chapter', chapters: ['上海'] } })
    const mine = await open({ name: '我的群', ownerStaffIds: [staffIdOf(owner)] })
    const shanghai = await open({ name: '上海群', chapter: '上海' })
    const [inMine, inShanghai, nowhere] = await people(3)
    await addMembers(ws.ctx, { id: mine, memberIds: [inMine as number] })
    await addMembers(ws.ctx, { id: shanghai, memberIds: [inShanghai as number] })
    const seen = async (ctx: Ctx) => ({
      communities: (await listCommunities(ctx, { limit: 10, sort: '-createdAt' })).items.map((row) => row.name),
      members: (await listMembers(ctx, { limit: 10, sort: '-createdAt' })).items.map((row) => row.id),
    })
    expect(await seen(owner)).toEqual({ communities: ['我的群'], members: [inMine] })
    expect(await seen(chapter)).toEqual({ communities: ['上海群'], members: [inShanghai] })
    expect(await seen(await ws.as('owner'))).toMatchObject({ members: [nowhere, inShanghai, inMine] })
    for (const act of [
      () => getCommunity(owner, { id: shanghai }),
      () => listMemberships(owner, { id: shanghai, state: 'active', limit: 10 }),
      () => communityTimeline(owner, { id: shanghai, limit: 10 }),
      () => changeState(owner, { id: shanghai, to: 'active', reason: '' }),
      () => addMembers(owner, { id: shanghai, memberIds: [inMine as number] }),
      () => removeMember(owner, { id: shanghai, memberId: inShanghai as number, rule: 'x', evidence: '', mediaIds: [], mayRejoin: true }),
      () => changeMembership(owner, { id: shanghai, memberId: inShanghai as number, role: 'kol' }),
      () => assignStaff(owner, { id: shanghai, staffId: staffIdOf(owner), post: 'owner' }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'community.not_found' })
    expect((await addMembers(owner, { id: mine, memberIds: [nowhere as number] })).joined).toEqual([])
    await endStaff(ws.ctx, { id: mine, staffId: staffIdOf(owner), post: 'owner' })
    expect(await seen(owner)).toEqual({ communities: [], members: [] })
  })

  it('of another workspace is nothing, even for a statement that forgets it', async () => {
    const id = await open()
    await addMembers(ws.ctx, { id, memberIds: await people(1) })
    const other = await t.workspace()
    for (const table of ['community', 'community_staff', 'membership', 'application', 'invitation_code']) {
      const rows = await other.ctx.db.rows({ text: `select workspace_id from ${table}`, values: [] } as never)
      expect([table, rows]).toEqual([table, []])
    }
  })
})

describe('the community list', () => {
  it('pages through every sort without a hole or a double, in at most three statements', async () => {
    for (let at = 0; at < 11; at++) await createCommunity(ws.ctx, { name: `群 ${at % 4}`, type: at % 2 ? 'benefit' : 'newcomer' })
    for (const sort of communitySort.options) {
      const seen: number[] = []
      let cursor: string | undefined
      do {
        const before = t.database.statements()
        const page = await listCommunities(ws.ctx, { sort, limit: 4, ...(cursor ? { cursor } : {}) })
        expect(t.database.statements() - before).toBeLessThanOrEqual(3)
        if (!cursor) expect(page.total).toEqual({ count: 11, exact: true })
        seen.push(...page.items.map((row) => row.id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect([sort, new Set(seen).size, seen.length]).toEqual([sort, 11, 11])
    }
    await expect(listCommunities(ws.ctx, { sort: 'memberCount', limit: 4, cursor: 'MX54' })).rejects.toMatchObject({
      code: 'kernel.invalid_input',
    })
  })

  it('filters by everything the screen offers', async () => {
    const operator = await ws.as('operator')
    await createCommunity(operator, { name: '上海 100% 福利', type: 'benefit', chapter: '上海' })
    await open({ name: '新人群' })
    const names = async (filter: object) =>
      (await listCommunities(ws.ctx, { limit: 10, sort: '-createdAt', ...filter })).items.map((row) => row.name)
    const cases: [object, string[]][] = [
      [{ text: '福利' }, ['上海 100% 福利']],
      [{ text: '100%' }, ['上海 100% 福利']],
      [{ text: '%' }, ['上海 100% 福利']],
      [{ type: 'newcomer' }, ['新人群']],
      [{ state: 'recruiting' }, ['新人群']],
      [{ chapter: '上海' }, ['上海 100% 福利']],
      [{ ownerStaffId: staffIdOf(operator) }, ['上海 100% 福利']],
    ]
    for (const [filter, expected] of cases) expect([filter, await names(filter)]).toEqual([filter, expected])
  })
})
