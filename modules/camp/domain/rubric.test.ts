import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meansOf, sumOf, wrongPoints } from './rubric.ts'

const criteria = [
  { name: '具体', most: 5, weight: 3 },
  { name: '做到了', most: 10, weight: 1 },
]

describe('a rubric', () => {
  it('refuses what is missing, broken, negative or above the most', () => {
    expect(wrongPoints(criteria, [5])).toBe(criteria[1])
    expect(wrongPoints(criteria, [6, 1])).toBe(criteria[0])
    expect(wrongPoints(criteria, [-1, 1])).toBe(criteria[0])
    expect(wrongPoints(criteria, [1.5, 1])).toBe(criteria[0])
    expect(wrongPoints(criteria, [0, 10])).toBeUndefined()
  })

  it('weighs shares, not points, out of what the homework gives', () => {
    expect(sumOf(criteria, [5, 0], 10)).toBe(7.5)
    expect(sumOf(criteria, [0, 10], 10)).toBe(2.5)
    expect(sumOf(criteria, [4, 7], 20)).toBe(15.5)
    expect(sumOf([], [], 10)).toBe(0)
  })

  it('tells the mean of each criterion, and nothing where nobody has read', () => {
    expect(meansOf(criteria, [])).toEqual([])
    expect(
      meansOf(criteria, [
        [5, 10],
        [4, 3],
        [4, 4],
      ]),
    ).toEqual([
      { name: '具体', most: 5, mean: 4.3 },
      { name: '做到了', most: 10, mean: 5.7 },
    ])
  })

  it('gives nothing for nothing, everything for everything, and never less for more', () => {
    const one = fc.record({ most: fc.integer({ min: 1, max: 100 }), weight: fc.integer({ min: 1, max: 10 }), part: fc.nat(100) })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 100 }), (list, outOf) => {
        const rubric = list.map(({ most, weight }, at) => ({ name: String(at), most, weight }))
        const given = list.map(({ most, part }) => Math.floor((most * part) / 100))
        const more = given.map((points, at) => Math.min(points + 1, list[at]?.most ?? 0))
        const sum = sumOf(rubric, given, outOf)
        expect([
          sumOf(
            rubric,
            list.map(() => 0),
            outOf,
          ),
          sumOf(
            rubric,
            list.map(({ most }) => most),
            outOf,
          ),
        ]).toEqual([0, outOf])
        expect(sum >= 0 && sum <= outOf && sumOf(rubric, more, outOf) >= sum).toBe(true)
      }),
      { seed: 1126 },
    )
  })
})
