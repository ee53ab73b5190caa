import type { Condition } from '@grove/condition-kit/contract'
import { describe, expect, it } from 'vitest'
import { changeAt, conditionOf, draftOf, groupDraft, isWhole, questionDraft } from './draft.ts'

const vip: Condition = { kind: 'tag', tag: 'vip' }

describe('a condition in the builder', () => {
  it('comes back as it was', () => {
    const nested: Condition = { all: [vip, { any: [{ not: vip }, { kind: 'stage', is: 3 }] }, { not: { all: [vip, vip] } }] }
    for (const one of [nested, vip, { not: vip }, { not: nested }] as Condition[]) expect(conditionOf(draftOf(one))).toEqual(one)
    expect(conditionOf(draftOf({ not: { not: vip } }))).toEqual(vip)
  })

  it('leaves out what asks nothing', () => {
    expect(conditionOf(draftOf(undefined))).toBeUndefined()
    const draft = groupDraft('all', [groupDraft('any'), questionDraft('tag', { tag: 'vip' })])
    expect(conditionOf(draft)).toEqual(vip)
  })

  it('is changed in one place', () => {
    const draft = draftOf({ all: [vip, { any: [vip, { kind: 'stage', is: 3 }] }] })
    const inner = 'join' in draft ? draft.parts[1] : undefined
    const first = inner && 'join' in inner ? inner.parts[0] : undefined
    expect(conditionOf(changeAt(draft, first?.at ?? 0, () => undefined))).toEqual({ all: [vip, { kind: 'stage', is: 3 }] })
    expect(conditionOf(changeAt(draft, first?.at ?? 0, (part) => ({ ...part, not: true })))).toEqual({
      all: [vip, { any: [{ not: vip }, { kind: 'stage', is: 3 }] }],
    })
  })

  it('is whole when every open field says something', () => {
    const kinds = [
      {
        kind: 'tag',
        title: { zh: '', en: '' },
        topic: 'tag',
        example: {},
        form: [{ param: 'tag', label: { zh: '', en: '' }, input: 'lookup' as const, required: true }],
      },
    ]
    expect(isWhole(groupDraft('all', [questionDraft('tag', {})]), kinds)).toBe(false)
    expect(isWhole(questionDraft('tag', { tag: '' }), kinds)).toBe(false)
    expect(isWhole(questionDraft('tags', { any: [] }), kinds)).toBe(false)
    expect(isWhole(questionDraft('tag', { tag: 'vip' }), kinds)).toBe(true)
    expect(isWhole(questionDraft('events', { atMost: 0 }), kinds)).toBe(true)
  })
})
