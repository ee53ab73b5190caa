import { expect, it } from 'vitest'
import { totalOf } from './shares.ts'

const day = { day: '2026-11-01', joined: 0, left: 0, removed: 0, messages: 0, answers: 0, reactions: 0, posts: 0, reached: 0, speakers: 0 }

it('has no shares without members', () => {
  expect(totalOf([], 0, 0)).toMatchObject({ participation: null, leaveRate: null })
})

it('counts those who went among those who were there', () => {
  const total = totalOf(
    [
      { ...day, joined: 12, left: 1, removed: 1, speakers: 3 },
      { ...day, joined: 0, messages: 9, speakers: 4 },
    ],
    10,
    5,
  )
  expect(total).toMatchObject({ joined: 12, messages: 9, speakers: 5, participation: 5 / 12, leaveRate: 2 / 12 })
})

it('never says more than everybody took part', () => {
  expect(totalOf([day], 2, 5).participation).toBe(1)
})
