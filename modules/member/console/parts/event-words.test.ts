import { createFormat, createTranslator } from '@grove/i18n'
import { describe, expect, it } from 'vitest'
import zh from '../../locales/zh.json' with { type: 'json' }
import { actorWords, eventBody, eventWords } from './event-words.ts'

const t = createTranslator('zh', {
  ...zh,
  'event.word.to.active': '运营中',
  'event.word.climbed.to.2': '活跃会员',
  'event.climbed': '升到{to}',
  'event.state': '进入{to}',
  'event.mute.until': '禁言至 {until}',
  'event.mute.until.none': '解除禁言',
})
const f = createFormat('zh', 'Asia/Shanghai')

describe('words of an event', () => {
  it('fall back to its kind when nobody wrote any', () => {
    expect(eventWords(t, f, { kind: 'far.away', data: {}, memberName: null })).toBe('far.away')
  })
  it('put values into words, and nothing into a word too', () => {
    expect(eventWords(t, f, { kind: 'member.tagged', data: { tagId: 1, tag: 'VIP' }, memberName: null })).toContain('VIP')
    expect(eventWords(t, f, { kind: 'state', data: { to: 'active' }, memberName: null })).toBe('进入运营中')
    expect(eventWords(t, f, { kind: 'climbed', data: { to: 2 }, memberName: null })).toBe('升到活跃会员')
    expect(eventWords(t, f, { kind: 'member.created', data: { source: null }, memberName: null })).not.toContain('null')
  })
  it('say what was kept in both languages, by key, or in somebody’s own words, and a reason’s code', () => {
    const book = createTranslator('zh', {
      ...zh,
      'event.step': '「{title}」没有做：{reason}',
      'event.word.reason.holdout': '对照组',
      'task.option.send': '发送',
      'error.community.closed': '群已关闭',
    })
    const said = (data: Record<string, unknown>) => eventWords(book, f, { kind: 'step', data, memberName: null })
    expect(said({ title: { zh: '欢迎', en: 'Welcome' }, reason: 'holdout' })).toBe('「欢迎」没有做：对照组')
    expect(said({ title: { key: 'task.option.send', params: {} }, reason: 'community.closed' })).toBe('「发送」没有做：群已关闭')
    expect(said({ title: { text: '问一句' }, reason: '下雨' })).toBe('「问一句」没有做：下雨')
  })
  it('may be told field by field, moments on the clock of the workspace', () => {
    const muted = (until: string | null) => eventWords(t, f, { kind: 'mute', data: { until }, memberName: null })
    expect(muted('2026-11-22T01:00:00.000Z')).toBe('禁言至 2026年11月22日 09:00')
    expect(muted(null)).toBe('解除禁言')
  })
  it('say why, and who did it unless it was the member', () => {
    expect(eventBody(t, f, { kind: 'community.member_left', data: { reason: '太忙', evidence: '' } })).toBe('太忙')
    expect(actorWords(t, { actor: { kind: 'member', id: 3, name: '小林' }, memberId: 3 })).toBe('')
    expect(actorWords(t, { actor: { kind: 'staff', id: 1, name: '阿珍' }, memberId: 3 })).toContain('阿珍')
  })
})
