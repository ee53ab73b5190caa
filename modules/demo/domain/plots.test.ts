import { expect, test } from 'vitest'
import { dueAgain, FULL_SIZE, peopleKnown, plotsOf } from './plots.ts'

test('a small history has the same three communities, none of them empty or opened after its end', () => {
  const small = { days: 3, people: 20 }
  const plots = plotsOf(small)
  expect(plots.map(({ key, opens }) => [key, opens])).toEqual([
    ['benefit', 0],
    ['flash', 1],
    ['newcomer', 2],
  ])
  for (const plot of plots) expect(plot.first).toBeGreaterThan(0)
  for (const plot of plots) expect(plot.most).toBeGreaterThanOrEqual(plot.first)
  expect(peopleKnown(small, small.days)).toBe(small.people)
})

test('the full one is as it is told, and a weekly rhythm starts anew every two weeks', () => {
  expect(plotsOf(FULL_SIZE).map(({ opens, first, perDay, most }) => [opens, first, perDay, most])).toEqual([
    [0, 60, 2.6, 165],
    [15, 74, 0, 74],
    [32, 12, 8, 90],
  ])
  expect([peopleKnown(FULL_SIZE, 0), peopleKnown(FULL_SIZE, 42)]).toEqual([170, 300])
  const [benefit, flash] = plotsOf(FULL_SIZE)
  expect([0, 13, 14, 28].map((day) => benefit && dueAgain(benefit, day))).toEqual([false, false, true, true])
  expect(flash && dueAgain(flash, 29)).toBe(false)
})
