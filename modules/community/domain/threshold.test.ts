import { type Condition, conditionKindMap } from '@grove/condition-kit/contract'
import { memberConditions } from '@grove/member/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Requirement, threshold as schema, type Threshold } from '../contract/index.ts'
import { type EntryFacts, failingWords, fieldsToAsk, isClosedTo, mayApply, unmet } from './threshold.ts'

const kinds = conditionKindMap(memberConditions)
const nobody: EntryFacts = { invited: false, approved: false, known: { 'member.stage': 1 } }
const of = (mode: 'all' | 'any', ...requirements: Requirement[]): Threshold => ({ mode, requirements, ask: [] })
const on = (condition: Condition, says = ''): Requirement => ({ kind: 'condition', condition, says })
const buyer = on({ kind: 'attribute', key: 'title', contains: '采购' })
const vip = on({ kind: 'tag', tag: 'VIP' })
const friend = on({ kind: 'stage', atLeast: 3 })

describe('a threshold', () => {
  it('keeps out who meets nothing of it', () => {
    for (const requirement of [{ kind: 'invitation' }, { kind: 'application', questions: [] }, friend, vip, buyer] as Requirement[]) {
      expect(unmet(of('all', requirement), nobody, kinds)).toEqual([requirement])
      expect(unmet(of('any', requirement), nobody, kinds)).toEqual([requirement])
    }
  })
  it('with a condition of a kind that nobody knows keeps everybody out', () => {
    expect(unmet(of('all', on({ kind: 'gone' })), nobody, kinds)).toHaveLength(1)
  })
  it('of nothing is an open door', () => {
    expect(unmet(schema.parse({}), nobody, kinds)).toEqual([])
  })
  it('lets somebody apply when only the approval is missing', () => {
    const threshold = of('all', { kind: 'application', questions: [] }, { kind: 'invitation' })
    expect(mayApply(threshold, nobody, kinds)).toBe(false)
    expect(mayApply(threshold, { ...nobody, invited: true }, kinds)).toBe(true)
    expect(mayApply(of('all', { kind: 'invitation' }), { ...nobody, invited: true }, kinds)).toBe(false)
  })
  it('asks for the fields its conditions look at, however deep, once', () => {
    const deep = on({
      any: [
        {
          all: [
            { kind: 'attribute', key: 'title', exists: true },
            { kind: 'attribute', key: 'shoe', exists: true },
          ],
        },
        { kind: 'contact', has: ['phone'] },
        { kind: 'contact', in: ['a***@b.cc#email:k.x'] },
      ],
    })
    expect(fieldsToAsk({ ...of('all', buyer, deep), ask: ['city', 'title'] })).toEqual(['title', 'phone', 'email', 'city'])
  })
  it('is closed to somebody only when nothing typed here could open it', () => {
    expect(isClosedTo(of('all', vip), nobody, kinds)).toBe(true)
    expect(isClosedTo(of('all', buyer), nobody, kinds)).toBe(false)
    expect(isClosedTo(of('any', vip, { kind: 'invitation' }), nobody, kinds)).toBe(false)
    expect(isClosedTo(of('any', vip, friend), nobody, kinds)).toBe(true)
    expect(isClosedTo(of('any', vip, friend), { ...nobody, known: { 'member.stage': 4 } }, kinds)).toBe(false)
  })
  it('names the clauses that fail, and only those', () => {
    const condition: Condition = {
      all: [
        { kind: 'stage', atLeast: 1 },
        {
          all: [
            { kind: 'tag', tag: 'VIP' },
            { kind: 'attribute', key: 'city', is: '上海' },
          ],
        },
        {
          any: [
            { kind: 'tag', tag: 'a' },
            { kind: 'tag', tag: 'b' },
          ],
        },
      ],
    }
    const words = failingWords(condition, { 'member.stage': 1, 'member.attribute:city': '上海' }, kinds, 'zh', () => undefined)
    expect(words).toBe('有标签「VIP」；有标签「a」 或 有标签「b」')
  })

  const requirement: fc.Arbitrary<Requirement> = fc.oneof(
    fc.constant<Requirement>({ kind: 'invitation' }),
    fc.constant<Requirement>({ kind: 'application', questions: [] }),
    fc.integer({ min: 1, max: 7 }).map((atLeast) => on({ kind: 'stage', atLeast })),
    fc.constantFrom('a', 'b').map((tag) => on({ kind: 'tag', tag })),
    fc.constantFrom('x', 'y').map((is) => on({ kind: 'attribute', key: 'city', is })),
  )
  const facts: fc.Arbitrary<EntryFacts> = fc.record({
    invited: fc.boolean(),
    approved: fc.boolean(),
    known: fc.record({
      'member.attribute:city': fc.constantFrom('x', 'y', null),
      'member.stage': fc.integer({ min: 1, max: 7 }),
      'member.tag:a': fc.boolean(),
      'member.tag:b': fc.boolean(),
    }),
  })
  const one = (single: Requirement, known: EntryFacts) => unmet(of('all', single), known, kinds).length === 0

  it('of all is the and, of any the or, of its requirements taken alone', () => {
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 6 }), facts, (requirements, known) => {
        const alone = requirements.map((single) => one(single, known))
        expect(unmet(of('all', ...requirements), known, kinds).length === 0).toBe(alone.every(Boolean))
        expect(unmet(of('any', ...requirements), known, kinds).length === 0).toBe(alone.some(Boolean))
      }),
    )
  })
  it('never closes because somebody has more to show', () => {
    fc.assert(
      fc.property(
        fc.array(requirement, { maxLength: 6 }),
        fc.constantFrom('all' as const, 'any' as const),
        facts,
        (requirements, mode, has) => {
          const threshold = of(mode, ...requirements)
          const known = { ...has.known, 'member.stage': 7, 'member.tag:a': true, 'member.tag:b': true }
          const more = { invited: true, approved: true, known }
          expect(unmet(threshold, more, kinds).length).toBeLessThanOrEqual(unmet(threshold, has, kinds).length)
        },
      ),
    )
  })
})
