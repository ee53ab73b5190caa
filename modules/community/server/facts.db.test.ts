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
