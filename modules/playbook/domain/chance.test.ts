import { describe, expect, it } from 'vitest'
import { chance, fnv1a, inHoldout, variantOf } from './chance.ts'

/** Pearson's statistic of counts against equal shares. */
function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, index) => sum + (count - (expected[index] ?? 0)) ** 2 / (expected[index] ?? 1), 0)
}

describe('stable chance', () => {
  it('follows the published hash', () => {
    // FNV-1a 32 of bytes 'f',0,'o',0,'o',0
    expect(fnv1a('')).toBe(0x811c9dc5)
    expect(fnv1a('foo')).toBe([0x66, 0, 0x6f, 0, 0x6f, 0].reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0)
  })

  it('is the same again, and another for another seed, thing or member', () => {
    expect(chance('s', 'step', 5)).toBe(chance('s', 'step', 5))
    const all = [
      chance('s', 'step', 5),
      chance('t', 'step', 5),
      chance('s', 'other', 5),
      chance('s', 'step', 6),
      chance('s', 'step', 5 + 2 ** 32),
    ]
    expect(new Set(all).size).toBe(5)
  })

  it('never leaves the arms', () => {
    expect(variantOf('s', 'step', 1, [])).toBe(0)
    expect(variantOf('s', 'step', 1, [0, 0])).toBe(0)
    for (let member = 0; member < 1000; member += 1) expect(variantOf('s', 'step', member, [0, 1, 0])).toBe(1)
  })

  it.each([[[1, 1]], [[1, 1, 1]], [[3, 1]], [[5, 3, 2]]])('falls in arms by weight %j (chi-square, 1 in 1000)', (weights) => {
    const members = 20_000
    const limits = [0, 10.83, 13.82]
    for (const seed of ['a', 'b', 'c']) {
      const counts = weights.map(() => 0)
      for (let member = 1; member <= members; member += 1) {
        const arm = variantOf(seed, 'offer', member, weights)
        counts[arm] = (counts[arm] ?? 0) + 1
      }
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const expected = weights.map((weight) => (members * weight) / total)
      expect(chiSquare(counts, expected)).toBeLessThan(limits[weights.length - 1] ?? 0)
    }
  })

  it('is even over a hundred bins for neighbouring numbers', () => {
    const bins = Array.from({ length: 100 }, () => 0)
    for (let member = 1; member <= 50_000; member += 1) {
      const bin = Math.floor(chance('seed', 'even', member) * 100)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    // 99 degrees of freedom: 148.2 is passed once in a thousand.
    expect(
      chiSquare(
        bins,
        bins.map(() => 500),
      ),
    ).toBeLessThan(148.2)
  })

  it('makes arms of two steps independent', () => {
    const cells = [0, 0, 0, 0]
    for (let member = 1; member <= 20_000; member += 1) {
      const cell = variantOf('s', 'one', member, [1, 1]) * 2 + variantOf('s', 'two', member, [1, 1])
      cells[cell] = (cells[cell] ?? 0) + 1
    }
    expect(
      chiSquare(
        cells,
        cells.map(() => 5000),
      ),
    ).toBeLessThan(16.27)
  })

  it('holds out the asked share, and nobody at zero', () => {
    const held = (percent: number) =>
      Array.from({ length: 20_000 }, (_, member) => inHoldout('s', 'newcomer-14d', member + 1, percent)).filter(Boolean).length
    expect(held(0)).toBe(0)
    expect(Math.abs(held(5) - 1000)).toBeLessThan(110)
    expect(Math.abs(held(50) - 10_000)).toBeLessThan(250)
  })
})
