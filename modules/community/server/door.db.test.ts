import type { Condition } from '@grove/condition-kit/contract'
import { identity } from '@grove/identity/server'
import type { Ctx, RequestInfo } from '@grove/kernel/server'
import { createMembers, getMember, listMembers, member, tagMembers } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Threshold } from '../contract/index.ts'
import { decideApplication } from './decide-application.ts'
import { addMembers, changeState, community, createCommunity, createInvitation, membersOf, removeMember, updateCommunity } from './index.ts'
import { listInvitations, revokeInvitation } from './invitations.ts'
import { lookAtDoor } from './look-at-door.ts'
import { applyByPhone, joinByPhone, leaveByPhone, myCommunities, withdrawByPhone } from './phone-verbs.ts'
import { listApplications } from './read-applications.ts'
import { getCommunity } from './read-community.ts'
import { listMemberships } from './read-memberships.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, community] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const cookies: string[] = []
const request: RequestInfo = {
  request: new Request('http://localhost'),
  accountId: undefined,
  address: '127.0.0.1',
  setCookie: (name) => {
    cookies.push(name)
  },
}
const asks = (condition: Condition, says = '') => ({ kind: 'condition' as const, condition, says })
const open = async (threshold: Partial<Threshold> = {}, more: object = {}) => {
  const { id, publicCode: code } = await createCommunity(ws.ctx, {
    name: '春日新人群',
    type: 'newcomer',
    threshold: { mode: 'all', requirements: [], ask: [], ...threshold },
    ...more,
  })
  await changeState(ws.ctx, { id, to: 'recruiting', reason: '' })
  return { id, code }
}
type Entry = Parameters<typeof joinByPhone>[1]
const entry = (code: string, more: Partial<Entry> = {}): Entry => ({ ws: ws.publicKey, code, profile: {}, scene: 'link', ...more })
const join = (code: string, more: Partial<Entry> = {}, ctx: Ctx = ws.asVisitor()) => joinByPhone(ctx, entry(code, more), request)
const apply = (code: string, answers: Record<string, string>, more: Partial<Entry> = {}, ctx: Ctx = ws.asVisitor()) =>
  applyByPhone(ctx, { ...entry(code, more), answers }, request)
const newMember = async (more: object = {}) => (await createMembers(ws.ctx, [{ displayName: '小林', ...more }]))[0] as number
const memberCount = async () => {
  const page = await listMembers(ws.ctx, { limit: 1, sort: '-createdAt' })
  return page.total?.count
}

describe('at the door', () => {
  it('nobody gets in who is unknown to it, nameless, too early, too late or twice; nothing of them stays', async () => {
    const { id, code } = await open()
    await expect(join('ZZZZZZZZ', { displayName: '小林' })).rejects.toMatchObject({ code: 'community.not_found' })
    const other = await t.workspace()
    await expect(joinByPhone(other.asVisitor(), entry(code, { displayName: '小林' }), request)).rejects.toMatchObject({
      code: 'community.not_found',
    })
    await expect(join(code)).rejects.toMatchObject({ code: 'community.name_needed' })
    const { memberId } = await join(code, { displayName: '小林' })
    await expect(join(code, {}, ws.asMember(memberId))).rejects.toMatchObject({ code: 'community.already_in' })
    await changeState(ws.ctx, { id, to: 'closing', reason: '' })
    await expect(join(code, { displayName: '晚到' })).rejects.toMatchObject({ code: 'community.not_open', data: { state: 'closing' } })
    expect(await memberCount()).toBe(1)
  })

  it('fifty who come at once for ten places get ten', async () => {
    const { id, code } = await open({}, { capacity: 10 })
    const tries = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => join(code, { displayName: `成员${at}` })))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'community.full', data: { capacity: 10 } })
    expect(await membersOf(ws.ctx, id)).toHaveLength(10)
    expect(await getCommunity(ws.ctx, { id })).toMatchObject({ memberCount: 10, headcount: 10 })
    expect(await memberCount()).toBe(10)
    expect(await lookAtDoor(ws.asVisitor(), { code })).toMatchObject({ open: true, full: true, memberCount: 10 })
  })

  it('one person tapping five times is let in once', async () => {
    const { id, code } = await open()
    const memberId = await newMember()
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => join(code, {}, ws.asMember(memberId))))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await getCommunity(ws.ctx, { id })).toMatchObject({ memberCount: 1 })
  })

  it('scene, inviter and source are kept; the cookie is set', async () => {
    const { id, code } = await open()
    const inviter = await newMember()
    cookies.length = 0
    await join(code.toLowerCase(), { displayName: '小林', source: '海报A', inviterMemberId: inviter, scene: 'qr' })
    await join(code, { displayName: '小王', inviterMemberId: 999_999, scene: 'invite' })
    expect(cookies).toEqual([`gm_${ws.publicKey}`, `gm_${ws.publicKey}`])
    expect((await listMemberships(ws.ctx, { id, state: 'active', limit: 5 })).items).toMatchObject([
      { displayName: '小王', scene: 'playbook', inviterMemberId: null },
      { displayName: '小林', scene: 'qr', source: '海报A', inviterName: '小林' },
    ])
  })

  it('a typed phone of somebody else neither makes one that person nor changes them', async () => {
    const { code } = await open({ ask: ['phone'] })
    const owner = await newMember({ phone: '13800138000' })
    const { memberId } = await join(code, { displayName: '冒名', profile: { phone: '13800138000' } })
    expect(memberId).not.toBe(owner)
    const plain = await newMember()
    await join(code, { profile: { phone: '13800138000', city: '上海' } }, ws.asMember(plain))
    expect(await getMember(ws.ctx, { id: plain })).toMatchObject({ phone: null, city: '上海' })
  })
})

describe('a way back', () => {
  it('is closed to who left without a word, unless the community says otherwise', async () => {
    const { id, code } = await open({}, { options: { rejoinAfterSilentExit: false, showMemberCount: true } })
    const memberId = await newMember()
    const me = ws.asMember(memberId)
    await expect(leaveByPhone(me, { ws: ws.publicKey, code, reason: '' })).rejects.toMatchObject({ code: 'community.not_a_member' })
    await join(code, {}, me)
    expect(await leaveByPhone(me, { ws: ws.publicKey, code, reason: '太忙' })).toEqual({ mayRejoin: true })
    await join(code, {}, me)
    expect(await leaveByPhone(me, { ws: ws.publicKey, code, reason: '' })).toEqual({ mayRejoin: false })
    await expect(join(code, {}, me)).rejects.toMatchObject({ code: 'community.may_not_rejoin' })
    expect((await lookAtDoor(me, { code })).you).toMatchObject({ standing: 'left', mayRejoin: false })
    expect((await addMembers(ws.ctx, { id, memberIds: [memberId] })).blocked).toEqual([memberId])
    expect(await getCommunity(ws.ctx, { id })).toMatchObject({ memberCount: 0 })

    const lenient = await open({}, { options: { rejoinAfterSilentExit: true, showMemberCount: true } })
    await join(lenient.code, {}, me)
    expect(await leaveByPhone(me, { ws: ws.publicKey, code: lenient.code, reason: '' })).toEqual({ mayRejoin: true })
    await join(lenient.code, {}, me)
    expect((await myCommunities(me)).items.map((one) => one.code)).toEqual([lenient.code])
  })

  it('is closed to who was removed', async () => {
    const { id, code } = await open()
    const { memberId } = await join(code, { displayName: '小林' })
    await removeMember(ws.ctx, { id, memberId, rule: '不发广告', evidence: '', mediaIds: [], mayRejoin: false })
    await expect(join(code, {}, ws.asMember(memberId))).rejects.toMatchObject({ code: 'community.may_not_rejoin' })
    expect((await lookAtDoor(ws.asMember(memberId), { code })).you.standing).toBe('removed')
  })
})

describe('invitation codes', () => {
  it('open nothing when unknown, of another community, ended, expired or used up', async () => {
    const { id, code } = await open({ requirements: [{ kind: 'invitation' }] })
    const elsewhere = await open({ requirements: [{ kind: 'invitation' }] })
    const make = (more: object = {}, target = id) =>
      createInvitation(ws.ctx, { id: target, note: '', source: null, inviterMemberId: null, maxUses: null, expiresAt: null, ...more })
    await expect(join(code, { displayName: '小林' })).rejects.toMatchObject({ code: 'community.threshold_unmet' })
    const foreign = await make({}, elsewhere.id)
    const ended = await make()
    await revokeInvitation(ws.ctx, { id: ended.id })
    const expired = await make({ expiresAt: new Date(t.clock.now().getTime() + 60_000) })
    t.clock.advance({ minutes: 2 })
    for (const invitationCode of ['NOPE', foreign.code, ended.code, expired.code])
      await expect(join(code, { displayName: '小林', invitationCode })).rejects.toMatchObject({ code: 'community.invitation_invalid' })
    const other = await t.workspace()
    await expect(revokeInvitation(other.ctx, { id: foreign.id })).rejects.toMatchObject({ code: 'community.invitation_not_found' })
    const twice = await make({ maxUses: 2, source: '老客推荐', note: '五月' })
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, at) => join(code, { displayName: `成员${at}`, invitationCode: twice.code.toLowerCase() })),
    )
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(2)
    await expect(join(code, { displayName: '小林', invitationCode: twice.code })).rejects.toMatchObject({
      code: 'community.invitation_used_up',
    })
    expect((await listInvitations(ws.ctx, { id })).items[0]).toMatchObject({ used: 2, note: '五月' })
    expect((await listMemberships(ws.ctx, { id, state: 'active', limit: 9 })).items).toMatchObject([
      { scene: 'invitation', source: '老客推荐' },
      { scene: 'invitation', source: '老客推荐' },
    ])
    expect(await memberCount()).toBe(2)
  })
})

describe('applications', () => {
  const asking: Partial<Threshold> = {
    requirements: [{ kind: 'application', questions: [{ id: 'why', text: '为什么来？', required: true }] }],
  }

  it('are refused without an answer, when not needed, or twice', async () => {
    const { code } = await open(asking)
    await expect(join(code, { displayName: '小林' })).rejects.toMatchObject({ code: 'community.threshold_unmet' })
    await expect(apply(code, {}, { displayName: '小林' })).rejects.toMatchObject({ code: 'community.answer_missing' })
    const { memberId } = await apply(code, { why: '想学' }, { displayName: '小林' })
    await expect(apply(code, { why: '再来' }, {}, ws.asMember(memberId))).rejects.toMatchObject({ code: 'community.application_open' })
    expect((await lookAtDoor(ws.asMember(memberId), { code })).you.standing).toBe('waiting')
    const free = await open()
    await expect(apply(free.code, {}, { displayName: '小王' })).rejects.toMatchObject({ code: 'community.application_not_needed' })
    expect(await memberCount()).toBe(1)
  })

  it('are decided once, by who may see them, with a reason when rejected', async () => {
    const { id, code } = await open(asking)
    const { memberId } = await apply(code, { why: '想学' }, { displayName: '小林', source: '海报' })
    const [one] = (await listApplications(ws.ctx, { state: 'waiting', limit: 5 })).items
    expect(one).toMatchObject({ displayName: '小林', answers: [{ question: '为什么来？', answer: '想学' }], source: '海报' })
    const applicationId = one?.id as number
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    expect((await listApplications(owner, { state: 'waiting', limit: 5 })).items).toEqual([])
    await expect(decideApplication(owner, { id: applicationId, decision: 'approved', reason: '' })).rejects.toMatchObject({
      code: 'community.application_not_found',
    })
    await expect(decideApplication(ws.ctx, { id: applicationId, decision: 'rejected', reason: '' })).rejects.toMatchObject({
      code: 'community.reason_needed',
    })
    await decideApplication(ws.ctx, { id: applicationId, decision: 'interview', reason: '明天电话聊' })
    expect((await lookAtDoor(ws.asMember(memberId), { code })).you).toMatchObject({
      standing: 'interview',
      application: { reason: '明天电话聊' },
    })
    const both = await Promise.allSettled(
      [1, 2].map(() => decideApplication(ws.ctx, { id: applicationId, decision: 'approved', reason: '' })),
    )
    expect(both.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await listMemberships(ws.ctx, { id, state: 'active', limit: 5 })).items).toMatchObject([
      { memberId, scene: 'application', source: '海报' },
    ])
    await leaveByPhone(ws.asMember(memberId), { ws: ws.publicKey, code, reason: '出差' })
    await join(code, {}, ws.asMember(memberId))
  })

  it('can be rejected or taken back, and tried again', async () => {
    const { code } = await open(asking)
    const { memberId } = await apply(code, { why: '想学' }, { displayName: '小林' })
    const me = ws.asMember(memberId)
    const [one] = (await listApplications(ws.ctx, { state: 'waiting', limit: 5 })).items
    await decideApplication(ws.ctx, { id: one?.id as number, decision: 'rejected', reason: '仅限老客' })
    expect((await lookAtDoor(me, { code })).you).toMatchObject({ standing: 'rejected', application: { reason: '仅限老客' } })
    await apply(code, { why: '我是老客' }, {}, me)
    await withdrawByPhone(me, { code })
    await expect(withdrawByPhone(me, { code })).rejects.toMatchObject({ code: 'community.application_not_found' })
  })

  it('are not approved into a full community', async () => {
    const { id, code } = await open(asking, { capacity: 2 })
    await apply(code, { why: '想学' }, { displayName: '小林' })
    await addMembers(ws.ctx, { id, memberIds: [await newMember(), await newMember()] })
    const [one] = (await listApplications(ws.ctx, { state: 'waiting', limit: 5 })).items
    await expect(decideApplication(ws.ctx, { id: one?.id as number, decision: 'approved', reason: '' })).rejects.toMatchObject({
      code: 'community.full',
    })
    expect((await listApplications(ws.ctx, { state: 'waiting', limit: 5 })).items).toHaveLength(1)
  })
})

describe('combined thresholds', () => {
  it('ask for what the page can give and name what is missing', async () => {
    const { code } = await open({
      requirements: [asks({ kind: 'attribute', key: 'title', contains: '采购' }), { kind: 'application', questions: [] }],
      ask: ['city'],
    })
    expect((await lookAtDoor(ws.asVisitor(), { code })).needs).toEqual({
      mode: 'all',
      invitation: false,
      application: [],
      fields: ['title', 'city'],
      conditions: [{ kind: 'condition', words: { zh: '职位 包含 采购', en: 'title contains 采购' } }],
      closedTo: false,
    })
    await expect(apply(code, {}, { displayName: '小林', profile: { title: '销售' } })).rejects.toMatchObject({
      code: 'community.threshold_unmet',
      data: { missing: [{ kind: 'condition', words: { zh: '职位 包含 采购' } }] },
    })
    await apply(code, {}, { displayName: '小林', profile: { title: '采购经理' } })
  })

  it('on a tag or stage close the door to who lacks it, and open to who has it', async () => {
    const { code } = await open({ requirements: [asks({ kind: 'tag', tag: 'VIP' })] })
    const memberId = await newMember()
    const me = ws.asMember(memberId)
    expect((await lookAtDoor(me, { code })).needs.closedTo).toBe(true)
    expect((await lookAtDoor(ws.asVisitor(), { code })).needs.closedTo).toBe(true)
    await expect(join(code, {}, me)).rejects.toMatchObject({ code: 'community.threshold_unmet' })
    await tagMembers(ws.ctx, { memberIds: [memberId], tag: 'VIP' })
    expect((await lookAtDoor(me, { code })).needs.closedTo).toBe(false)
    await join(code, {}, me)
  })

  it('let in exactly who meets them (any mix, against the rule taken by hand)', async () => {
    const { id, code } = await open()
    const memberOf = async (tagged: boolean, city: string) => {
      const memberId = await newMember({ city })
      if (tagged) await tagMembers(ws.ctx, { memberIds: [memberId], tag: 'VIP' })
      return memberId
    }
    const people = [
      { tagged: true, city: '上海', id: await memberOf(true, '上海') },
      { tagged: false, city: '上海', id: await memberOf(false, '上海') },
      { tagged: true, city: '北京', id: await memberOf(true, '北京') },
      { tagged: false, city: '北京', id: await memberOf(false, '北京') },
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('all' as const, 'any' as const),
        fc.subarray(['tag', 'city'] as const, { minLength: 1 }),
        fc.constantFrom(...people),
        async (mode, wanted, person) => {
          const requirements = wanted.map((one) =>
            one === 'tag' ? asks({ kind: 'tag', tag: 'VIP' }) : asks({ kind: 'attribute', key: 'city', is: '上海' }),
          )
          await updateCommunity(ws.ctx, { id, threshold: { mode, requirements, ask: [] } })
          const holds = wanted.map((one) => (one === 'tag' ? person.tagged : person.city === '上海'))
          const expected = mode === 'all' ? holds.every(Boolean) : holds.some(Boolean)
          const entered = await join(code, {}, ws.asMember(person.id)).then(
            () => true,
            () => false,
          )
          if (entered) await leaveByPhone(ws.asMember(person.id), { ws: ws.publicKey, code, reason: '测试' })
          expect(entered).toBe(expected)
        },
      ),
      { numRuns: 30, seed: 7 },
    )
  })
})
