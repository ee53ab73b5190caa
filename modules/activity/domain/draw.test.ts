import { describe, expect, it } from 'vitest'
import { commitmentOf, digestOf, draw, hash, partsOf, shuffled, throwOf, type Ticket } from './draw.ts'

const tickets = (n: number, weight: (number: number) => number = () => 1): Ticket[] =>
  Array.from({ length: n }, (_, at) => ({ number: at + 1, weight: weight(at + 1), first: false }))

/** Sum of squared deviations over the expected; small means that chance alone explains it. */
const chiSquare = (seen: readonly number[], expected: readonly number[]) =>
  seen.reduce((sum, value, at) => sum + (value - (expected[at] ?? 0)) ** 2 / (expected[at] ?? 1), 0)

describe('a draw', () => {
  it('knows the hash that everybody knows', () => {
    expect(hash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('gives nothing without tickets or to a weight of 0, nobody twice, and never more than there are people', () => {
    expect(draw('s', [], [{ n: 3 }])).toEqual([])
    expect(
      draw(
        's',
        tickets(5, () => 0),
        [{ n: 3 }],
      ),
    ).toEqual([])
    const winners = draw('s', tickets(5), [{ n: 2 }, { n: 9 }])
    expect(winners.map((one) => one.prize)).toEqual([0, 0, 1, 1, 1])
    expect(new Set(winners.map((one) => one.number)).size).toBe(5)
  })

  it('follows from seed and tickets alone, and changes with either', () => {
    const before = draw('seed', tickets(200), [{ n: 5 }])
    expect(draw('seed', tickets(200).toReversed(), [{ n: 5 }]).length).toBe(5)
    expect(draw('seed', tickets(200), [{ n: 5 }])).toEqual(before)
    expect(draw('seed2', tickets(200), [{ n: 5 }])).not.toEqual(before)
    expect(draw('seed', tickets(201), [{ n: 5 }])).not.toEqual(before)
    expect(commitmentOf('seed')).not.toBe(commitmentOf('seed2'))
    expect(digestOf(tickets(3))).not.toBe(digestOf(tickets(4)))
  })

  it('draws each prize by its own weights: 0 never wins it, and an old draw without them is the same', () => {
    const each = tickets(6).map((one) => ({ ...one, each: [one.number <= 2 ? 1 : 0, one.number === 6 ? 0 : 1] }))
    for (let turn = 0; turn < 300; turn++) {
      const winners = draw(`each ${turn}`, each, [{ n: 3 }, { n: 9 }])
      expect(winners.map((one) => one.prize)).toEqual([0, 0, 1, 1, 1])
      expect(
        winners
          .slice(0, 2)
          .map((one) => one.number)
          .toSorted(),
      ).toEqual([1, 2])
      expect(
        winners
          .slice(2)
          .map((one) => one.number)
          .toSorted(),
      ).toEqual([3, 4, 5])
    }
    expect(digestOf(each)).not.toBe(digestOf(tickets(6)))
    expect(digestOf([{ number: 1, weight: 2, first: true }])).toBe(hash('1:2:1'))
    expect(digestOf([{ number: 1, weight: 2, first: true, each: [0, 5] }])).toBe(hash('1:2:1:0,5'))
    const firsts = each.map((one) => ({ ...one, first: one.number === 6 }))
    expect(draw('first', firsts, [{ n: 1 }, { n: 1 }]).map((one) => one.number)).not.toContain(6)
  })

  it('is even: chi-square over 6000 draws of 20 tickets stays below its 99.9 % bound', () => {
    const seen = Array.from({ length: 20 }, () => 0)
    for (let turn = 0; turn < 6000; turn++) for (const { number } of draw(`even ${turn}`, tickets(20), [{ n: 1 }])) seen[number - 1]! += 1
    expect(
      chiSquare(
        seen,
        seen.map(() => 300),
      ),
    ).toBeLessThan(43.82)
  })

  it('is even for every place of several, and follows the weights', () => {
    const places = [0, 1, 2].map(() => Array.from({ length: 10 }, () => 0))
    for (let turn = 0; turn < 3000; turn++)
      for (const [place, { number }] of draw(`places ${turn}`, tickets(10), [{ n: 1 }, { n: 2 }]).entries())
        places[place]![number - 1]! += 1
    for (const seen of places)
      expect(
        chiSquare(
          seen,
          seen.map(() => 300),
        ),
      ).toBeLessThan(27.88)
    const weighted = [0, 0, 0, 0]
    for (let turn = 0; turn < 5000; turn++)
      weighted[
        draw(
          `w ${turn}`,
          tickets(4, (n) => n),
          [{ n: 1 }],
        )[0]!.number - 1
      ]! += 1
    expect(chiSquare(weighted, [500, 1000, 1500, 2000])).toBeLessThan(16.27)
  })

  it('gives the last prize first to those who went away empty too often', () => {
    const list = tickets(50).map((ticket) => ({ ...ticket, first: ticket.number === 17 || ticket.number === 33 }))
    for (let turn = 0; turn < 50; turn++) {
      const numbers = draw(`g ${turn}`, list, [{ n: 1 }, { n: 3 }]).map((one) => one.number)
      expect(numbers).toEqual(expect.arrayContaining([17, 33]))
    }
  })
})

describe('other chances', () => {
  it('throw a die evenly, and the same for the same seed and round', () => {
    const seen = new Map<string, number>()
    for (let round = 0; round < 6000; round++) seen.set(throwOf('s', round), (seen.get(throwOf('s', round)) ?? 0) + 1)
    expect([...seen.keys()].toSorted()).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
    expect(chiSquare([...seen.values()], [1000, 1000, 1000, 1000, 1000, 1000])).toBeLessThan(20.52)
    expect(throwOf('s', 3)).toBe(throwOf('s', 3))
  })

  it('split a packet exactly, nobody gets nothing', () => {
    for (const [points, parts] of [
      [100, 10],
      [7, 7],
      [1000, 3],
      [5, 1],
    ] as const) {
      const split = partsOf(`p ${points}`, points, parts)
      expect(split).toHaveLength(parts)
      expect(split.reduce((a, b) => a + b, 0)).toBe(points)
      expect(Math.min(...split)).toBeGreaterThanOrEqual(1)
    }
  })

  it('shuffle without loss', () => {
    const list = Array.from({ length: 30 }, (_, at) => at)
    expect(shuffled('x', list).toSorted((a, b) => a - b)).toEqual(list)
    expect(shuffled('x', list)).not.toEqual(list)
  })
})
