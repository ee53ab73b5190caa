import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Condition, conditionLines, conditionSchema, conditionWords, evaluate, factsOf, questionsOf } from './condition.ts'
import { conditionKind } from './condition-kind.ts'
import { familyOf, isMemberFact } from './fact.ts'
import { sizeOf } from './survey.ts'

const flag = conditionKind({
  kind: 'flag',
  title: { zh: '旗', en: 'Flag' },
  topic: 'record',
  params: z.strictObject({ name: z.string() }),
  example: { name: 'a' },
  form: [],
  events: () => [],
  facts: ({ name }) => [`member.flag:${name}`],
  evaluate: ({ name }, facts) => facts[`member.flag:${name}`] === true,
  words: ({ name }, locale) => (locale === 'zh' ? `有${name}` : `has ${name}`),
})
const kinds = new Map([['flag', flag]])
const is = (name: string): Condition => ({ kind: 'flag', name })
const facts = { 'member.flag:a': true, 'member.flag:b': false }

describe('conditions', () => {
  it('hold for nobody when their kind or their fact is unknown', () => {
    expect(evaluate({ kind: 'gone' }, facts, kinds)).toBe(false)
    expect(evaluate(is('c'), facts, kinds)).toBe(false)
    expect(factsOf({ kind: 'gone' }, kinds)).toEqual([])
  })

  it('join by all, any and not', () => {
    expect(evaluate({ all: [is('a'), is('b')] }, facts, kinds)).toBe(false)
    expect(evaluate({ any: [is('a'), is('b')] }, facts, kinds)).toBe(true)
    expect(evaluate({ not: is('b') }, facts, kinds)).toBe(true)
    expect(evaluate({ all: [is('a'), { not: { any: [is('b'), is('c')] } }] }, facts, kinds)).toBe(true)
  })

  it('name the facts they may ask for, each once', () => {
    const condition: Condition = { all: [is('b'), { not: { any: [is('a'), is('b')] } }] }
    expect(factsOf(condition, kinds)).toEqual(['member.flag:a', 'member.flag:b'])
    expect(questionsOf(condition)).toEqual([is('b'), is('a'), is('b')])
  })

  it('read as sentences', () => {
    const condition: Condition = { any: [{ all: [is('a'), is('b')] }, { not: is('c') }] }
    expect(conditionWords(condition, kinds, 'en')).toBe('(has a and has b) or not (has c)')
    expect(conditionWords(condition, kinds, 'zh')).toBe('(有a 且 有b) 或 不满足 (有c)')
    expect(conditionWords({ kind: 'gone' }, kinds, 'en')).toBe('gone')
    expect(conditionLines({ all: [condition, { not: { not: { not: condition } } }] }, kinds, 'en')).toEqual([
      { depth: 0, words: 'All of these:' },
      { depth: 1, words: 'Any of these:' },
      { depth: 2, words: 'All of these:' },
      { depth: 3, words: 'has a' },
      { depth: 3, words: 'has b' },
      { depth: 2, words: 'not: has c' },
      { depth: 1, words: 'None of these:' },
      { depth: 2, words: 'All of these:' },
      { depth: 3, words: 'has a' },
      { depth: 3, words: 'has b' },
      { depth: 2, words: 'not: has c' },
    ])
    expect(conditionLines({ not: { all: [is('a')] } }, kinds, 'zh')).toEqual([
      { depth: 0, words: '不同时满足：' },
      { depth: 1, words: '有a' },
    ])
    expect(conditionLines(is('a'), kinds, 'zh')).toEqual([{ depth: 0, words: '有a' }])
  })

  it('are checked against the registered kinds', () => {
    const schema = conditionSchema(kinds)
    expect(conditionSchema(kinds)).toBe(schema)
    for (const wrong of [
      {},
      { kind: 'gone' },
      { kind: 'flag' },
      { kind: 'flag', name: 'a', more: 1 },
      { all: [] },
      { not: [] },
      { all: [is('a')], any: [is('a')] },
    ]) {
      expect(schema.safeParse(wrong).success).toBe(false)
    }
    for (const right of [is('a'), { all: [is('a'), { not: { any: [is('b')] } }] }]) expect(schema.parse(right)).toEqual(right)
    expect(conditionSchema(new Map()).safeParse({ kind: 'anything' }).success).toBe(true)
  })

  it('are measured before anything else looks at them: joins deep, questions many', () => {
    const limit = { depth: 2, questions: 3 }
    expect(sizeOf({ not: { not: { not: is('a') } } }, limit)).toBe('deep')
    expect(sizeOf({ any: ['a', 'b', 'c', 'd'].map(is) }, limit)).toBe('long')
    expect(sizeOf({ all: [is('a'), { any: [is('b'), is('c'), is('d')] }] }, limit)).toBe('long')
    expect(sizeOf({ any: Array.from({ length: 1000 }, () => ({ all: [] })) }, limit)).toBe('long')
    expect(sizeOf({ all: [is('a'), { any: [is('b'), is('c')] }] }, limit)).toBe('fits')
    expect(sizeOf([null, 7, 'x'], limit)).toBe('fits')
  })

  it('obey the rules of logic', () => {
    const names = ['a', 'b', 'c']
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...names).map(is),
        tie('condition').map((not) => ({ not })),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      ),
    }))
    const known = fc.record(Object.fromEntries(names.map((name) => [`member.flag:${name}`, fc.boolean()])))
    fc.assert(
      fc.property(condition, condition, known, (one, other, given) => {
        const holds = (asked: Condition) => evaluate(asked, given, kinds)
        expect(holds({ not: { all: [one, other] } })).toBe(holds({ any: [{ not: one }, { not: other }] }))
        expect(holds({ not: { not: one } })).toBe(holds(one))
        const asked = new Set(factsOf(one, kinds))
        const only = Object.fromEntries(Object.entries(given).filter(([key]) => asked.has(key)))
        expect(evaluate(one, only, kinds)).toBe(holds(one))
      }),
      { seed: 1122 },
    )
  })
})

describe('facts', () => {
  it('belong to families, of members or of the community', () => {
    expect(familyOf('member.tag:vip')).toBe('member.tag')
    expect(familyOf('member.stage')).toBe('member.stage')
    expect(isMemberFact('member.stage')).toBe(true)
    expect(isMemberFact('run.holdout')).toBe(true)
    expect(isMemberFact('community.state')).toBe(false)
  })
})
