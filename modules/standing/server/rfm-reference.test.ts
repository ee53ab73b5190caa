import { expect, it } from 'vitest'
import { quantileCuts, scoreBuyer, segmentOf } from '../domain/rfm.ts'
import { hasReference, referenceRows, referenceScheme, WITHOUT } from './rfm-reference-fixture.ts'

it('gives 995 published customers their published scores and segments, in memory', ({ annotate }) => {
  if (!hasReference) return annotate(WITHOUT)
  const rows = referenceRows()
  const cuts = quantileCuts(
    rows.map((row) => row.buyer),
    5,
  )
  const scores = rows.map((row) => scoreBuyer(row.buyer, cuts))
  expect(rows).toHaveLength(995)
  expect(scores).toEqual(rows.map((row) => row.score))
  const { settings } = referenceScheme('scheme1')
  expect(scores.map((score) => segmentOf(score, settings.segments))).toEqual(rows.map((row) => row.segment))
  for (const name of ['scheme1', 'scheme2'] as const) {
    const scheme = referenceScheme(name)
    const found: Record<string, number> = {}
    for (const score of scores) {
      const key = segmentOf(score, scheme.settings.segments)
      found[key] = (found[key] ?? 0) + 1
    }
    expect(found).toEqual(scheme.counts)
  }
})
