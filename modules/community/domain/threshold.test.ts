import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Requirement, threshold as schema, type Threshold } from '../contract/index.ts'
import { type EntryFacts, fieldsToAsk, mayApply, unmet } from './threshold.ts'

const nobody: EntryFacts = { invited: false, approved: false, fields: {}, attributes: {}, stage: 1, tags: [] }
const of = (mode: 'all' | 'any', ...requirements: Requirement[]): Threshold => ({ mode, requirements, ask: [] })
const buyer: Requirement = { kind: 'profile', field: 'title', op: 'contains', values: ['采购', 'Buyer'] }

describe('a threshold', () => {
  it('keeps out who meets nothing of it', () => {
    const all: Requirement[] = [
      { kind: 'invitation' },
      { kind: 'application', questions: [] },
      { kind: 'stage', atLeast: 3 },
      { kind: 'tag', tag: 'VIP' },
      buyer,
    ]
    for (const requirement of all) {
      expect(unmet(of('all', requirement), nobody)).toEqual([requirement])
      expect(unmet(of('any', requirement), nobody)).toEqual([requirement])
    }
  })
  it('of nothing is an open door', () => {
    expect(unmet(schema.parse({}), nobody)).toEqual([])
  })
  it('reads a profile the way people write it', () => {
    const title = (value: string) => unmet(of('all', buyer), { ...nobody, fields: { title: value } }).length === 0
    expect(title('采购经理')).toBe(true)
    expect(title('senior ＢＵＹＥＲ')).toBe(true)
    expect(title('销售')).toBe(false)
    const not: Requirement = { kind: 'profile', field: 'industry', op: 'not', values: ['同行'] }
    expect(unmet(of('all', not), nobody)).toHaveLength(1)
    expect(unmet(of('all', not), { ...nobody, fields: { industry: '餐饮' } })).toHaveLength(0)
    const kids: Requirement = { kind: 'profile', field: 'attribute:kids', op: 'is', values: ['2'] }
    expect(unmet(of('all', kids), { ...nobody, attributes: { kids: 2 } })).toHaveLength(0)
  })
  it('lets somebody apply when only the approval is missing', () => {
    const threshold = of('all', { kind: 'application', questions: [] }, { kind: 'invitation' })
    expect(mayApply(threshold, nobody)).toBe(false)
    expect(mayApply(threshold, { ...nobody, invited: true })).toBe(true)
    expect(mayApply(of('all', { kind: 'invitation' }), { ...nobody, invited: true })).toBe(false)
  })
  it('asks for the fields its conditions look at, once', () => {
    expect(fieldsToAsk({ ...of('all', buyer, { ...buyer, op: 'filled' }), ask: ['city', 'title'] })).toEqual(['title', 'city'])
  })

  const requirement: fc.Arbitrary<Requirement> = fc.oneof(
    fc.constant<Requirement>({ kind: 'invitation' }),
    fc.constant<Requirement>({ kind: 'application', questions: [] }),
    fc.integer({ min: 1, max: 7 }).map((atLeast): Requirement => ({ kind: 'stage', atLeast })),
    fc.constantFrom('a', 'b').map((tag): Requirement => ({ kind: 'tag', tag })),
    fc.constantFrom('x', 'y').map((value): Requirement => ({ kind: 'profile', field: 'city', op: 'is', values: [value] })),
  )
  const facts: fc.Arbitrary<EntryFacts> = fc.record({
    invited: fc.boolean(),
    approved: fc.boolean(),
    fields: fc.record({ city: fc.constantFrom('x', 'y', '') }),
    attributes: fc.constant({}),
    stage: fc.integer({ min: 1, max: 7 }),
    tags: fc.subarray(['a', 'b']),
  })
  const one = (single: Requirement, known: EntryFacts) => unmet(of('all', single), known).length === 0

  it('of all is the and, of any the or, of its requirements taken alone', () => {
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 6 }), facts, (requirements, known) => {
        const alone = requirements.map((single) => one(single, known))
        expect(unmet(of('all', ...requirements), known).length === 0).toBe(alone.every(Boolean))
        expect(unmet(of('any', ...requirements), known).length === 0).toBe(alone.some(Boolean))
      }),
    )
  })
  it('never closes because somebody has more to show', () => {
    fc.assert(
      fc.property(
        fc.array(requirement, { maxLength: 6 }),
        fc.constantFrom('all' as const, 'any' as const),
        facts,
        (requirements, mode, known) => {
          const threshold = of(mode, ...requirements)
          const more = { ...known, invited: true, approved: true, stage: 7, tags: ['a', 'b'] }
          expect(unmet(threshold, more).length).toBeLessThanOrEqual(unmet(threshold, known).length)
        },
      ),
    )
  })
})
