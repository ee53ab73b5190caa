import { expect, test } from 'vitest'
import { priorityOf } from './step-back.ts'

test('whoever serves pages stays where they were put', () => {
  expect(priorityOf('all', 0)).toBe(0)
  expect(priorityOf('web', -5)).toBe(-5)
})

test('those behind step back from there, and no further than there is room', () => {
  expect([priorityOf('ingress', 0), priorityOf('worker', 0)]).toEqual([10, 10])
  expect(priorityOf('worker', -10)).toBe(0)
  expect(priorityOf('worker', 15)).toBe(19)
})
