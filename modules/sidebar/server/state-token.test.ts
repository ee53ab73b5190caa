import { expect, test } from 'vitest'
import { newState, stateFits } from './state-token.ts'

const now = new Date('2026-11-26T02:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test('a state fits once made here, for this account, this browser and a while', () => {
  const state = newState('secret', 7, now)
  expect(state).toMatch(/^[0-9a-z]{1,128}$/)
  expect(stateFits('secret', 7, state, state, later(600))).toBe(true)
  expect(stateFits('secret', 7, state, state, later(601))).toBe(false)
  expect(stateFits('secret', 8, state, state, now)).toBe(false)
  expect(stateFits('other', 7, state, state, now)).toBe(false)
  expect(stateFits('secret', 7, state, undefined, now)).toBe(false)
  expect(stateFits('secret', 7, state, newState('secret', 7, now), now)).toBe(false)
})

test('a state made up, changed or cut is refused', () => {
  const state = newState('secret', 7, now)
  const changed = state.replace(/^./, (first) => (first === '0' ? '1' : '0'))
  for (const one of ['', 'x', changed, state.slice(1), `${state}0`]) expect(stateFits('secret', 7, one, one, now)).toBe(false)
})
