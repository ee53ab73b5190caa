import { describe, expect, it } from 'vitest'
import { defaultSettings } from './defaults.ts'
import { type Buyer, binOf, quantile, quantileCuts, rfmFault } from './rfm.ts'

describe('quantiles and bins', () => {
  it('lie between neighbours in proportion', () => {
    expect([quantile([1, 2, 3, 4], 0.5), quantile([10], 0.3), quantile([0, 10], 0.25)]).toEqual([2.5, 10, 2.5])
  })
  it('never part equal values', () => {
    const buyers: Buyer[] = [1, 1, 1, 1, 5].map((frequency) => ({ recency: 1, frequency, monetary: 1 }))
    const cuts = quantileCuts(buyers, 5)
    expect(new Set(buyers.slice(0, 4).map((one) => binOf(one.frequency, cuts.frequency))).size).toBe(1)
  })
})

describe('settings that can not be used', () => {
  const rfm = defaultSettings.rfm
  it('are told: falling cut-offs, too few of them, a segment twice, a range upside down', () => {
    const cuts = { recency: [1, 2, 3, 4], frequency: [1, 2, 3, 4], monetary: [4, 3, 2, 1] }
    expect(rfmFault({ ...rfm, mode: 'fixed', cuts })).toEqual({ kind: 'cuts' })
    expect(rfmFault({ ...rfm, mode: 'fixed', cuts: null })).toEqual({ kind: 'cuts' })
    expect(rfmFault({ ...rfm, mode: 'fixed', bins: 4, cuts: { ...cuts, monetary: [1, 2, 3, 4] } })).toEqual({ kind: 'cuts' })
    expect(rfmFault({ ...rfm, segments: [...rfm.segments, ...rfm.segments] })).toMatchObject({ kind: 'twice' })
    expect(rfmFault({ ...rfm, segments: [{ key: 'x', name: { zh: 'x', en: 'x' }, r: [3, 1], f: [1, 5], m: [1, 5] }] })).toEqual({
      kind: 'cuts',
    })
    expect(rfmFault(rfm)).toBeUndefined()
  })
})
