import { describe, expect, it } from 'vitest'
import type { Weights } from '../contract/index.ts'
import { draw } from './draw.ts'
import { ticketWeight, weightByPrize } from './ticket-weight.ts'

const weights: Weights = {
  perSignIn: 1,
  rules: [
    { label: '铁粉', tickets: 3, condition: null },
    { label: '买过', tickets: 5, condition: null },
  ],
}
const who = (signIns: number, ...fits: number[]) => ({ signIns, fits: (rule: number) => fits.includes(rule) })

describe('tickets one holds', () => {
  it('are one without a rule that fits, the highest of those that do, and more for days signed in, up to a hundred', () => {
    expect(ticketWeight(null, who(9, 0, 1))).toBe(1)
    expect(ticketWeight(weights, who(0))).toBe(1)
    expect(ticketWeight(weights, who(0, 0, 1))).toBe(5)
    expect(ticketWeight(weights, who(4, 0))).toBe(7)
    expect(ticketWeight({ ...weights, perSignIn: 10 }, who(30))).toBe(100)
  })

  it('are by prize only where a prize has rules of its own: nothing for whom it is not, the draw’s for the rest', () => {
    const person = { weigh: (own: Weights) => ticketWeight(own, who(1)), fits: (condition: unknown) => condition === 'mine' }
    expect(weightByPrize([{}, { weights: null, only: null }], 4, person)).toBeUndefined()
    const prizes = [{}, { weights }, { only: { condition: 'mine' } }, { only: { condition: 'theirs' }, weights }]
    expect(weightByPrize(prizes, 4, person)).toEqual([4, 2, 4, 0])
    expect(weightByPrize([{ weights: { perSignIn: 0, rules: [] } }], 4, person)).toEqual([1])
  })

  // 0.999 quantiles of chi-square with so many degrees of freedom.
  it.each([
    [[who(0), who(0, 0), who(0, 1), who(7)], 16.27],
    [[who(2), who(2, 0), who(2)], 13.82],
    [[who(0, 1), who(30)], 10.83],
  ])('are the chances of the first prize (%#)', (people, limit) => {
    const turns = 4000
    const tickets = people.map((one, at) => ({ number: at + 1, weight: ticketWeight(weights, one), first: false }))
    const all = tickets.reduce((sum, one) => sum + one.weight, 0)
    const seen = people.map(() => 0)
    for (let turn = 0; turn < turns; turn++) {
      const at = (draw(`weights ${turn}`, tickets, [{ n: 1 }])[0]?.number ?? 0) - 1
      seen[at] = (seen[at] ?? 0) + 1
    }
    const chi = tickets.reduce((sum, one, at) => {
      const expected = (turns * one.weight) / all
      return sum + ((seen[at] ?? 0) - expected) ** 2 / expected
    }, 0)
    expect(chi).toBeLessThan(limit)
  })
})
