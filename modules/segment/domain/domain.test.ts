import { describe, expect, it } from 'vitest'
import { estimateOf } from './estimate.ts'
import { findCycle } from './find-cycle.ts'
import { movesOf } from './moves.ts'

describe('segments that use each other', () => {
  it('find the way back to where they began, through any number of others', () => {
    const uses = new Map([
      [1, [2, 3]],
      [2, [4]],
      [3, []],
      [4, [2, 5]],
      [5, [1]],
    ])
    expect(findCycle(1, uses)).toEqual([1, 2, 4, 5, 1])
    expect(findCycle(3, uses)).toBeUndefined()
    expect(findCycle(7, new Map([[7, [7]]]))).toEqual([7, 7])
    expect(findCycle(9, uses)).toBeUndefined()
  })
})

describe('an estimate', () => {
  it('is the share of the sample in everybody, and pretends nothing', () => {
    expect(estimateOf(0, 2000, 1_000_000)).toBe(0)
    expect(estimateOf(0, 0, 10)).toBe(0)
    expect(estimateOf(137, 2000, 1_000_000)).toBe(69_000)
    expect(estimateOf(1, 2000, 8000)).toBe(4)
  })
})

describe('moves', () => {
  it('are only what differs, and leave alone what was not asked', () => {
    const inside = [
      { segmentId: 1, memberId: 1 },
      { segmentId: 2, memberId: 1 },
      { segmentId: 3, memberId: 9 },
    ]
    const answers = [
      { segmentId: 1, memberId: 1, holds: true },
      { segmentId: 2, memberId: 1, holds: false },
      { segmentId: 1, memberId: 2, holds: true },
      { segmentId: 2, memberId: 2, holds: false },
    ]
    const { entered, left } = movesOf(answers, inside)
    expect(entered.map((one) => [one.segmentId, one.memberId])).toEqual([[1, 2]])
    expect(left.map((one) => [one.segmentId, one.memberId])).toEqual([[2, 1]])
  })
})
