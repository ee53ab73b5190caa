import { type Condition, conditionWords, evaluate, type Facts, factsOf } from '@grove/condition-kit/contract'
import { paramsOf, type TriggerEvent } from '@grove/playbook-kit/contract'
import { describe, expect, it } from 'vitest'
import { content, contentParts } from './content.ts'
import { coreLanguage } from './language.ts'

const { actions, conditions, triggers } = coreLanguage
const holds = (condition: Condition, facts: Facts) => evaluate(condition, facts, conditions)

describe('conditions of the language', () => {
  it.each<[Condition, Facts, Facts]>([
    [{ kind: 'tag', tag: 'vip' }, { 'member.tag:vip': true }, { 'member.tag:vip': false }],
    [{ kind: 'attribute', key: 'city', is: '上海' }, { 'member.attribute:city': '上海' }, { 'member.attribute:city': '北京' }],
    [{ kind: 'attribute', key: 'city', not: '上海' }, { 'member.attribute:city': '北京' }, { 'member.attribute:city': '上海' }],
    [{ kind: 'attribute', key: 'city', in: ['上海', '苏州'] }, { 'member.attribute:city': '苏州' }, { 'member.attribute:city': '北京' }],
    [{ kind: 'attribute', key: 'age', above: 18, below: 30 }, { 'member.attribute:age': 25 }, { 'member.attribute:age': 30 }],
    [{ kind: 'attribute', key: 'age', above: 18 }, { 'member.attribute:age': 19 }, { 'member.attribute:age': '19' }],
    [{ kind: 'attribute', key: 'age', exists: true }, { 'member.attribute:age': 0 }, { 'member.attribute:age': null }],
    [{ kind: 'attribute', key: 'age', exists: false }, {}, { 'member.attribute:age': 3 }],
    [{ kind: 'stage', is: 3 }, { 'member.stage': 3 }, { 'member.stage': 4 }],
    [{ kind: 'stage', atLeast: 3, atMost: 5 }, { 'member.stage': 5 }, { 'member.stage': 6 }],
    [{ kind: 'role', in: ['duty', 'kol'] }, { 'member.role': 'duty' }, { 'member.role': 'member' }],
    [{ kind: 'joined', atLeast: 7 }, { 'member.joined_days': 7 }, { 'member.joined_days': 6 }],
    [
      { kind: 'events', event: 'message.posted', within: '7d', atLeast: 3 },
      { 'member.events:message.posted:7d': 3 },
      { 'member.events:message.posted:7d': 2 },
    ],
    [
      { kind: 'events', event: 'message.posted', within: 'today', here: true, atMost: 0 },
      {},
      { 'member.events:message.posted:today:here': 1 },
    ],
    [{ kind: 'variant', step: 'offer', is: 'b' }, { 'run.variant:offer': 'b' }, { 'run.variant:offer': 'a' }],
    [{ kind: 'members', atLeast: 50 }, { 'community.members': 50 }, { 'community.members': 49 }],
    [{ kind: 'communityState', in: ['active'] }, { 'community.state': 'active' }, { 'community.state': 'closing' }],
  ])('%j', (condition, yes, no) => {
    expect(holds(condition, no)).toBe(false)
    expect(holds(condition, yes)).toBe(true)
    for (const key of [...Object.keys(yes), ...Object.keys(no)]) expect(factsOf(condition, conditions)).toContain(key)
    for (const locale of ['zh', 'en'] as const) expect(conditionWords(condition, conditions, locale)).not.toMatch(/undefined|\[object/)
  })

  it('are false about what nobody knows', () => {
    for (const condition of [
      { kind: 'stage', atMost: 7 },
      { kind: 'joined', atMost: 999 },
      { kind: 'members', atLeast: 0 },
      { kind: 'role', in: ['member'] },
    ]) {
      expect(holds(condition, {})).toBe(false)
    }
  })
})

describe('triggers of the language', () => {
  const event = (kind: string, data: unknown): TriggerEvent => ({ id: 1, kind, at: 0, memberId: 7, communityId: 3, data })

  it.each<[string, Record<string, unknown>, TriggerEvent, TriggerEvent]>([
    [
      'joined',
      { source: 'store' },
      event('community.member_joined', { source: 'store' }),
      event('community.member_joined', { source: null }),
    ],
    ['joined', { scene: 'qr' }, event('community.member_joined', { scene: 'qr' }), event('community.member_joined', { scene: 'link' })],
    ['spoke', { where: 'group' }, event('message.posted', { thread: 0 }), event('message.posted', { thread: 7 })],
    ['spoke', { where: 'private' }, event('message.posted', { thread: 7 }), event('message.posted', { thread: 0 })],
    ['answered', { option: ['A', 'b'] }, event('message.answered', { option: 'B' }), event('message.answered', { option: null })],
    ['reacted', {}, event('message.reacted', { on: true }), event('message.reacted', { on: false })],
    ['tagged', { tag: 'vip' }, event('member.tagged', { tag: 'vip' }), event('member.tagged', { tag: 'new' })],
    ['stageMoved', { atLeast: 6 }, event('member.stage_moved', { to: 6 }), event('member.stage_moved', { to: 5 })],
    [
      'attributeSet',
      { key: 'city', value: '上海' },
      event('member.attribute_set', { key: 'city', value: '上海' }),
      event('member.attribute_set', { key: 'city', value: 1 }),
    ],
    [
      'communityState',
      { to: 'closing' },
      event('community.state_changed', { to: 'closing' }),
      event('community.state_changed', { to: 'active' }),
    ],
    ['event', { event: 'order.paid', where: { vip: true } }, event('order.paid', { vip: true }), event('order.paid', 'odd')],
  ])('%s %j', (kind, filter, yes, no) => {
    const trigger = triggers.get(kind)
    expect(trigger?.filter.safeParse(filter).success).toBe(true)
    expect(trigger?.events(filter)).toContain(yes.kind)
    expect(trigger?.matches(no, filter)).toBe(false)
    expect(trigger?.matches(yes, filter)).toBe(true)
    for (const locale of ['zh', 'en'] as const) expect(trigger?.words(filter, locale)).not.toMatch(/undefined|\[object|^$/)
  })
})

describe('actions of the language', () => {
  it.each<[Record<string, unknown> & { kind: string }, string, string]>([
    [{ kind: 'send', text: { zh: '早上好', en: 'Good morning' } }, '早上好', 'Good morning'],
    [{ kind: 'send', link: { url: 'https://a.example', title: '新品' } }, '新品', '新品'],
    [{ kind: 'send', material: 'rules' }, 'rules', 'rules'],
    [{ kind: 'ask', instructions: '打个招呼' }, '打个招呼', '打个招呼'],
    [{ kind: 'tag', tag: 'vip' }, '打标签「vip」', 'tag "vip"'],
    [{ kind: 'untag', tag: 'vip' }, '去掉标签「vip」', 'remove tag "vip"'],
    [{ kind: 'setAttribute', key: 'city', value: null }, '资料「city」设为 空', 'set "city" to empty'],
    [{ kind: 'moveStage', stage: 4 }, '移到关系阶段 4', 'move to stage 4'],
    [{ kind: 'invite', community: 'next' }, '邀请加入「next」', 'invite to "next"'],
    [{ kind: 'transfer', community: 'next' }, '转入「next」', 'transfer to "next"'],
    [{ kind: 'closeCommunity' }, '关闭社群', 'close the community'],
    [{ kind: 'startPlaybook', playbook: 'wake-up' }, '启动剧本 wake-up', 'start the playbook wake-up'],
    [{ kind: 'notifyStaff', text: '看一下' }, '看一下', '看一下'],
    [{ kind: 'wait', for: 'spoke', within: '24h' }, '等待发言，最多 24h', 'wait for spoke, 24h at most'],
    [{ kind: 'branch', cases: [{ when: { kind: 'tag', tag: 'a' }, outcome: 'x' }], else: 'y' }, '有标签「a」 → x', 'has tag "a" → x'],
  ])('%j is told in one line', (action, zh, en) => {
    const kind = actions.get(action.kind)
    expect(kind?.params.safeParse(paramsOf(action)).success).toBe(true)
    expect(kind?.words(action, 'zh')).toBe(zh)
    expect(kind?.words(action, 'en')).toBe(en)
  })

  it('say what may come of them', () => {
    const outcomes = (action: Record<string, unknown> & { kind: string }) => actions.get(action.kind)?.outcomes(action)
    expect(outcomes({ kind: 'ask', instructions: 'x', options: [{ id: 'warm', label: 'Warm' }] })).toEqual(['done', 'warm'])
    expect(outcomes({ kind: 'branch', cases: [{ when: { kind: 'tag', tag: 'a' }, outcome: 'x' }], else: 'x' })).toEqual(['x'])
    expect(outcomes({ kind: 'wait', for: 'spoke', within: '1h' })).toEqual(['seen', 'timeout'])
  })

  it('cut long lines', () => {
    expect(actions.get('send')?.words({ text: '很长'.repeat(60) }, 'zh')).toHaveLength(40)
    expect(actions.get('send')?.words({ text: 'two\n\nparagraphs' }, 'en')).toBe('two paragraphs')
  })
})

describe('content', () => {
  it('refuses what a channel can not deliver', () => {
    for (const wrong of [
      { picture: 'x.png' },
      { link: { url: '' } },
      { text: '' },
      { card: { title: 'q', options: Array.from({ length: 9 }, () => ({ key: 'A', label: 'a' })) } },
    ]) {
      expect(content.safeParse(wrong).success).toBe(false)
    }
  })

  it('comes in parts, in one order, in one language', () => {
    const said = content.parse({
      card: {
        title: { zh: '选一个', en: 'Pick one' },
        text: 't',
        options: [{ key: 'A', label: { zh: '甲', en: 'a' }, url: 'https://a.example' }],
      },
      link: { url: 'https://a.example', title: 'l', description: 'd', picture: { mediaId: 2 } },
      picture: { mediaId: 1 },
      alt: { zh: '图', en: 'picture' },
      text: { zh: '你好 {name}', en: 'Hello {name}' },
    })
    expect(contentParts(said, 'zh')).toEqual([
      { kind: 'text', text: '你好 {name}' },
      { kind: 'picture', picture: { mediaId: 1 }, alt: '图' },
      { kind: 'link', url: 'https://a.example', title: 'l', description: 'd', picture: { mediaId: 2 } },
      { kind: 'card', title: '选一个', text: 't', options: [{ key: 'A', label: '甲', url: 'https://a.example' }] },
    ])
    expect(contentParts({}, 'en')).toEqual([])
  })
})
