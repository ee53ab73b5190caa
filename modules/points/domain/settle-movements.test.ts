import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settleMovements } from './settle-movements.ts'

describe('settling movements', () => {
  it('refuses the whole set at the first who has not enough', () => {
    const movements = [
      { memberId: 1, amount: 5 },
      { memberId: 2, amount: -1 },
    ]
    expect(settleMovements(new Map(), movements)).toEqual({ ok: false, memberId: 2, has: 0, needs: 1 })
  })

  it('lets what is given be taken in the same set, never the other way round', () => {
    const give = { memberId: 1, amount: 5 }
    const take = { memberId: 1, amount: -5 }
    expect(settleMovements(new Map(), [give, take])).toMatchObject({ ok: true, settled: [{ balance: 5 }, { balance: 0 }] })
    expect(settleMovements(new Map(), [take, give]).ok).toBe(false)
  })

  it('never shows a balance below zero, and ends where the sums end', () => {
    const movement = fc.record({ memberId: fc.integer({ min: 1, max: 3 }), amount: fc.integer({ min: -20, max: 30 }) })
    fc.assert(
      fc.property(fc.array(movement), (movements) => {
        const result = settleMovements(new Map([[1, 10]]), movements)
        if (!result.ok) return
        for (const { balance } of result.settled) expect(balance).toBeGreaterThanOrEqual(0)
        const last = result.settled.findLast((one) => one.movement.memberId === 1)
        const sum = movements.filter((one) => one.memberId === 1).reduce((all, one) => all + one.amount, 10)
        expect(last?.balance ?? 10).toBe(sum)
      }),
      { seed: 5 },
    )
  })
})
