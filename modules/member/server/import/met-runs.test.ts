import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runsOf } from './met-runs.ts'

it('parts where a number or a line is left out, and holds nothing of nobody', () => {
  expect(runsOf([])).toEqual([])
  const met = [
    { memberId: 7, line: 9 },
    { memberId: 3, line: 2 },
    { memberId: 4, line: 3 },
    { memberId: 5, line: 5 },
    { memberId: 6, line: 6 },
  ]
  expect(runsOf(met)).toEqual([
    { first: 3, last: 4, line: 2 },
    { first: 5, last: 6, line: 5 },
    { first: 7, last: 7, line: 9 },
  ])
})

it('holds everybody with their line, once', () => {
  const some = fc.uniqueArray(fc.record({ memberId: fc.integer({ min: 1, max: 60 }), line: fc.integer({ min: 2, max: 60 }) }), {
    selector: (one) => one.memberId,
  })
  fc.assert(
    fc.property(some, (met) => {
      const again = runsOf(met).flatMap(({ first, last, line }) =>
        Array.from({ length: last - first + 1 }, (_, at) => ({ memberId: first + at, line: line + at })),
      )
      expect(again).toEqual(met.toSorted((a, b) => a.memberId - b.memberId))
    }),
  )
})
