import { describe, expect, it } from 'vitest'
import type { Award } from '../contract/index.ts'
import { endWinners, roundWinners, type Standing } from './choose-winners.ts'

const award = (name: string, at: 'round' | 'end', who: Award['who'], points = 1): Award => ({
  name,
  at,
  who,
  prize: { kind: 'points', points },
})
const acts = (...hits: (0 | 1)[]) => hits.map((hit, at) => ({ memberId: at + 1, hit: hit === 1, choice: 'A' }))
const people = (...list: [score: number, streak: number][]): Standing[] =>
  list.map(([score, streak], at) => ({ memberId: at + 1, score, streak }))
const ids = (winners: readonly { memberId: number; award: string }[]) => winners.map((one) => `${one.award}${one.memberId}`)

describe('winners of a round', () => {
  it('are the first right ones in the order of acting, and nobody when nobody is right', () => {
    const awards = [award('f', 'round', { kind: 'first', n: 2 }), award('e', 'end', { kind: 'right' })]
    expect(ids(roundWinners(awards, acts(0, 1, 0, 1, 1)))).toEqual(['f2', 'f4'])
    expect(roundWinners(awards, acts(0, 0))).toEqual([])
    expect(roundWinners([], acts(1))).toEqual([])
  })

  it('get one prize a person, the first that fits', () => {
    const awards = [
      award('f', 'round', { kind: 'first', n: 1 }),
      award('r', 'round', { kind: 'right' }),
      award('j', 'round', { kind: 'joined', atLeast: 1 }),
    ]
    expect(ids(roundWinners(awards, acts(0, 1, 1)))).toEqual(['f2', 'r3', 'j1'])
  })
})

describe('guesses of a number', () => {
  it('are won by the closest, of two as close by who said it sooner', () => {
    const guessed = ['90', '130', '100', '110', 'A'].map((choice, at) => ({ memberId: at + 1, hit: choice === '105', choice }))
    const awards = [award('n', 'round', { kind: 'nearest', n: 2 }), award('j', 'round', { kind: 'joined', atLeast: 1 })]
    expect(ids(roundWinners(awards, guessed, '105'))).toEqual(['n3', 'n4', 'j1', 'j2', 'j5'])
    expect(ids(roundWinners(awards.slice(0, 1), guessed, null))).toEqual([])
  })
})

describe('winners of the whole', () => {
  it('are by rank only who scored, by streak, by draw, and all only when enough came', () => {
    const standings = people([3, 7], [2, 2], [0, 3])
    const drawn = new Map([[0, [3]]])
    expect(ids(endWinners([award('r', 'end', { kind: 'rank', from: 1, to: 5 })], { standings, drawn }))).toEqual(['r1', 'r2'])
    expect(
      ids(
        endWinners([award('s7', 'end', { kind: 'streak', days: 7 }), award('s3', 'end', { kind: 'streak', days: 3 })], {
          standings,
          drawn,
        }),
      ),
    ).toEqual(['s71', 's33'])
    expect(
      ids(endWinners([award('d', 'end', { kind: 'draw', n: 1 }), award('x', 'end', { kind: 'draw', n: 1 })], { standings, drawn })),
    ).toEqual(['d3'])
    expect(endWinners([award('g', 'end', { kind: 'joined', atLeast: 4 })], { standings, drawn })).toEqual([])
    expect(endWinners([award('g', 'end', { kind: 'joined', atLeast: 3 })], { standings, drawn })).toHaveLength(3)
  })
})
