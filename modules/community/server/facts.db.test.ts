import { loadFacts } from '@grove/condition-kit/server'
import { identity } from '@grove/identity/server'
import { createMembers, member, tagMembers } from '@grove/member/server'
import { type TestApp, testApp } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMembers, changeState, community, createCommunity } from './index.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, community] })
})
afterAll(() => t.close())

describe('facts for playbooks', () => {
  it('leave out who is not in the group, answer the group under 0, and know nothing of another workspace', async () => {
    const ws = await t.workspace()
    const { id } = await createCommunity(ws.ctx, { name: '新人群', type: 'newcomer' })
    await changeState(ws.ctx, { id, to: 'active', reason: '' })
    const [inside, outside] = (await createMembers(ws.ctx, [
      { displayName: '小林', city: '上海', stage: 3, attributes: { pet: '猫' } },
      { displayName: '小王' },
    ])) as [number, number]
    await tagMembers(ws.ctx, { memberIds: [inside], tag: 'VIP' })
    await addMembers(ws.ctx, { id, memberIds: [inside], role: 'duty' })
    t.clock.advance({ days: 3, hours: 5 })
    const keys = [
      'member.stage',
      'member.tag:VIP',
      'member.attribute:pet',
      'member.attribute:city',
      'member.attribute:nothing',
      'member.role',
      'member.joined_days',
      'community.members',
      'community.state',
    ]
    const load = async (ctx: typeof ws.ctx) => {
      const facts = await loadFacts(ctx, { communityId: id, memberIds: [inside, outside, 0], keys, runStartAt: null })
      return (memberId: number) => facts.get(memberId) ?? {}
    }
    const facts = await load(ws.ctx)
    expect(facts(inside)).toEqual({
      'member.stage': 3,
      'member.tag:VIP': true,
      'member.attribute:pet': '猫',
      'member.attribute:city': '上海',
      'member.attribute:nothing': null,
      'member.role': 'duty',
      'member.joined_days': 3,
      'community.members': 1,
      'community.state': 'active',
    })
    expect(facts(outside)).toMatchObject({ 'member.stage': 1, 'member.tag:VIP': false })
    expect(facts(outside)).not.toHaveProperty('member.role')
    expect(facts(0)).toEqual({ 'community.members': 1, 'community.state': 'active' })
    const elsewhere = await load((await t.workspace()).ctx)
    expect(elsewhere(inside)).toEqual({})
    expect(elsewhere(0)).toEqual({})
  })
})

describe('communities to filter by', () => {
  it('are found by a part of their name or by their number, also behind the first fifty; nothing of what one may not see', async () => {
    const ws = await t.workspace()
    const far = await createCommunity(ws.ctx, { name: '最早的 Spring 群', type: 'newcomer' })
    for (let n = 0; n < 50; n++) await createCommunity(ws.ctx, { name: `福利群 ${n}`, type: 'benefit' })
    const headers = await ws.session('head')
    const ask = async (query: string, as = headers) => {
      const answer = await t.http.request(`/api/members/communities${query}`, { headers: as })
      return answer.ok ? ((await answer.json()) as { items: { id: number }[] }).items.map((one) => one.id) : answer.status
    }
    const first = (await ask('')) as number[]
    expect([first.length, first.includes(far.id)]).toEqual([50, false])
    expect([await ask('?text=spring'), await ask(`?id=${far.id}`), await ask('?text=%25')]).toEqual([[far.id], [far.id], []])
    expect(await ask('?id=x')).toBe(422)
    const owner = await ws.session('owner', { scope: { kind: 'own' } })
    expect([await ask('?text=spring', owner), await ask(`?id=${far.id}`, owner)]).toEqual([[], []])
    const stranger = await (await t.workspace()).session('head')
    expect([await ask('?text=spring', stranger), await ask(`?id=${far.id}`, stranger)]).toEqual([[], []])
  })
})
