import { describe, expect, it } from 'vitest'
import { allot, leftOf } from './allot.ts'

describe('what is left of a reward', () => {
  it('is the smaller of stock and budget, and never negative', () => {
    expect(leftOf({ stock: null, budget: null, cost: 5, issued: 9 })).toBeNull()
    expect(leftOf({ stock: 10, budget: null, cost: 5, issued: 4 })).toBe(6)
    expect(leftOf({ stock: 10, budget: 26, cost: 5, issued: 4 })).toBe(1)
    expect(leftOf({ stock: null, budget: 0, cost: 0, issued: 4 })).toBeNull()
    expect(leftOf({ stock: 1, budget: null, cost: 0, issued: 4 })).toBe(0)
  })
})

describe('allotting', () => {
  it('refuses what is archived, unknown or more than there is, and keeps the order of asking', () => {
    const wishes = [1, 2, 1, 1, 3, 4].map((rewardId, at) => ({ rewardId, at }))
    const { given, refused } = allot(
      [
        { id: 1, active: true, left: 2 },
        { id: 2, active: true, left: null },
        { id: 3, active: false, left: 9 },
      ],
      wishes,
    )
    expect(given.map((one) => one.at)).toEqual([0, 1, 2])
    expect(refused.map((one) => one.at)).toEqual([3, 4, 5])
  })

  it('never gives more than there is, whatever is asked', () => {
    for (let left = 0; left < 50; left++) {
      const wishes = Array.from({ length: (left * 37) % 101 }, (_, at) => ({ rewardId: at % 3 }))
      const { given, refused } = allot([{ id: 0, active: true, left }], wishes)
      expect(given.length).toBe(Math.min(left, wishes.filter((one) => one.rewardId === 0).length))
      expect(given.length + refused.length).toBe(wishes.length)
    }
  })
})
