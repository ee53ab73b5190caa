import { expect, it } from 'vitest'
import { foldStandings } from './fold-standings.ts'

const had = (n: number) => ({ touches: [], made: new Map([['2026-11-02', n]]), times: 1 })

it('puts those who stand alike together, the most first, and leaves nobody out', () => {
  expect(foldStandings([])).toEqual({ standings: [], apart: 0 })
  const { standings, apart } = foldStandings([had(1), had(2), had(2)])
  expect(standings).toEqual([
    { ...had(2), count: 2 },
    { ...had(1), count: 1 },
  ])
  expect(apart).toBe(3)
})

it('takes the rest of too many ways for people to whom nobody else writes, and says how many are not', () => {
  const { standings, apart } = foldStandings([...Array.from({ length: 45 }, (_, n) => had(n + 1)), had(7)])
  expect(apart).toBe(41)
  expect(standings).toHaveLength(41)
  expect(standings.at(-1)).toEqual({ touches: [], made: new Map(), times: 1, count: 5 })
})
