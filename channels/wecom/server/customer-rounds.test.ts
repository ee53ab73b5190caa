import { expect, it } from 'vitest'
import { filled, roundAt } from './customer-rounds.ts'

it('walks as many lists side by side as there are calls at once, few staff in each', () => {
  const round = filled(roundAt(null, 200), 200)
  expect(round.width).toBe(7)
  expect(round.open.map((chain) => chain.portion)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(round.next).toBe(8)
})

it('begins with the next portion where one is through, and ends when none is left', () => {
  const begun = filled(roundAt(null, 200), 200)
  const later = filled({ ...begun, open: begun.open.slice(2).map((chain) => ({ ...chain, cursor: 'more' })) }, 200)
  expect(later.open.map((chain) => [chain.portion, chain.cursor])).toEqual([
    ...[2, 3, 4, 5, 6, 7].map((portion) => [portion, 'more']),
    [8, null],
    [9, null],
  ])
  expect(filled({ width: 7, next: 29, open: [] }, 200).open).toEqual([])
  expect(filled(roundAt(null, 0), 0).open).toEqual([])
})

it('goes on from what was kept, whatever happened to the staff meanwhile', () => {
  const kept = roundAt(JSON.stringify({ width: 7, next: 29, open: [{ portion: 28, cursor: 'x' }] }), 50)
  expect(filled(kept, 50).open).toEqual([])
  expect(filled({ ...kept, open: [{ portion: 3, cursor: 'x' }] }, 50).open).toEqual([{ portion: 3, cursor: 'x' }])
})

it('takes a hundred of the staff at most', () => {
  expect(roundAt(null, 100_000).width).toBe(100)
  expect(filled(roundAt(null, 3), 3).open).toHaveLength(3)
})
