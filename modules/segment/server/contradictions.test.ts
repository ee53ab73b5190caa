import {
  type Condition,
  type ConditionKinds,
  conditionKindMap,
  contradictionsOf,
  evaluate,
  factsOf,
  partAt,
} from '@grove/condition-kit/contract'
import { memberConditions } from '@grove/member/contract'
import { communityConditions } from '@grove/community/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentCondition } from '../contract/index.ts'
import { conditions } from './condition-arbitrary.ts'

const kinds: ConditionKinds = conditionKindMap([...memberConditions, ...communityConditions, segmentCondition])
const numbers = { communities: [1, 2], staff: [1, 2], segments: [1, 2], contacts: ['13*#x', '13*#y'] }
const NOW = Date.UTC(2026, 10, 3, 12)
const HOUR = 3_600_000

/** Values a fact of this name may have, and nothing known. */
function valueOf(key: string): fc.Arbitrary<unknown> {
  if (key === 'clock.now') return fc.constant(NOW)
  if (key === 'clock.day') return fc.constant('2026-11-03')
  if (key.endsWith('_at')) return fc.constantFrom(...[0, 1, 13, 30, 100, 200, 800].map((hours) => NOW - hours * HOUR), null)
  if (/^member\.(events|membership)/.test(key)) return fc.constantFrom(0, 1, 2, 3, 4, 5, null)
  if (key === 'member.stage') return fc.constantFrom(1, 2, 3, 4, 5, 6, 7, null)
  if (key === 'member.owner') return fc.constantFrom(1, 2, 3, null)
  if (key.startsWith('member.attribute'))
    return fc.constantFrom(
      '上海',
      'shang',
      '',
      'cat;猫',
      '2026-10-31',
      '1990-11-03',
      '2026-11-01',
      3,
      3.5,
      -1,
      0,
      5,
      40,
      41,
      true,
      false,
      null,
    )
  return fc.constantFrom(true, false, null)
}
const factsFor = (condition: Condition) => fc.record(Object.fromEntries(factsOf(condition, kinds).map((key) => [key, valueOf(key)])))

const stage = (bounds: object): Condition => ({ kind: 'stage', ...bounds })
const tag = (name: string): Condition => ({ kind: 'tag', tag: name })
const posted = (bounds: object): Condition => ({ kind: 'events', event: 'message.posted', within: '30d', ...bounds })
const city = (test: object): Condition => ({ kind: 'attribute', key: 'city', ...test })

describe('contradictions', () => {
  it.each<[string, Condition]>([
    ['a number too high and too low', { all: [stage({ atLeast: 5 }), stage({ atMost: 3 })] }],
    ['a number and what is not below it', { all: [stage({ atLeast: 5 }), { not: stage({ atLeast: 3 }) }] }],
    ['two exact values', { all: [stage({ is: 2 }), stage({ is: 3 })] }],
    ['a tag and not that tag, however it is asked', { all: [tag('vip'), { kind: 'tags', none: ['vip', 'x'] }] }],
    ['a tag and none of several by not any', { all: [tag('vip'), { not: { any: [tag('x'), tag('vip')] } }] }],
    ['inside a nested all', { all: [tag('a'), { all: [posted({ atLeast: 3 }), { not: { not: posted({ atMost: 1 }) } }] }] }],
    ['every way of an any shut', { all: [stage({ atMost: 2 }), { any: [stage({ is: 4 }), { all: [tag('a'), stage({ is: 5 })] }] }] }],
    ['one of a list and another', { all: [city({ in: ['上海', '北京'] }), city({ is: '苏州' })] }],
    ['filled in and not', { all: [city({ exists: false }), city({ contains: '海', exists: true })] }],
    ['days apart', { all: [city({ after: '2026-10-01' }), city({ before: '2026-09-30' })] }],
    [
      'silent and active',
      {
        all: [
          { kind: 'activity', active: '7d' },
          { kind: 'activity', silent: '14d' },
        ],
      },
    ],
  ])('are found: %s', (_, condition) => {
    const [found] = contradictionsOf(condition, kinds)
    expect(found).toMatchObject({ why: 'always_false' })
    expect(found?.against).not.toEqual(found?.path)
  })

  it.each<[string, Condition]>([
    ['touching bounds', { all: [stage({ atLeast: 3 }), stage({ atMost: 3 })] }],
    ['one way of an any open', { all: [stage({ atMost: 2 }), { any: [stage({ is: 4 }), tag('a')] }] }],
    ['other windows of time', { all: [posted({ atLeast: 3 }), { kind: 'events', event: 'message.posted', within: '7d', atMost: 0 }] }],
    ['neither of two', { all: [{ not: stage({ atLeast: 3 }) }, { not: stage({ atMost: 2 }) }] }],
    ['a text and its part', { all: [city({ is: '上海' }), city({ contains: '海' })] }],
    ['a date as text and as a day', { all: [city({ is: '2026-10-31' }), city({ after: '2026-10-20' })] }],
  ])('are not invented: %s', (_, condition) => {
    expect(contradictionsOf(condition, kinds)).toEqual([])
  })

  it('never accuse a condition that somebody meets', () => {
    let accused = 0
    fc.assert(
      fc.property(
        conditions(numbers).chain((condition) =>
          fc.tuple(fc.constant(condition), fc.array(factsFor(condition), { minLength: 12, maxLength: 12 })),
        ),
        ([condition, members]) => {
          for (const one of contradictionsOf(condition, kinds)) {
            if (one.why === 'empty' || !one.at) continue
            accused += 1
            const part = partAt(condition, one.at)
            for (const facts of members) expect([part, facts, evaluate(part, facts as never, kinds)]).toEqual([part, facts, false])
          }
        },
      ),
      { seed: 1126, numRuns: 6000 },
    )
    expect(accused).toBeGreaterThan(50)
  })
})
