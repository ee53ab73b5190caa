import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { communityAction, communityState } from '../contract/index.ts'
import { allowedActions, can, isOver, mayMove, movesFrom, nextMove } from './life.ts'

const states = communityState.options
const times = { opensAt: null, closesAt: new Date('2026-12-03T12:00:00Z'), coolingHours: 6, closingHours: 24 }

describe('the life of a community', () => {
  it('ends for good', () => {
    for (const state of states.filter(isOver)) {
      expect(movesFrom(state)).toEqual([])
      expect(allowedActions(state)).toEqual([])
    }
    expect(mayMove('planned', 'cooling')).toBe(false)
    expect(mayMove('recruiting', 'dissolved')).toBe(false)
  })
  it('can end from everywhere, and never stands still by a move to itself', () => {
    for (const start of states) {
      const reached = new Set([start])
      for (const state of reached) for (const next of movesFrom(state)) reached.add(next)
      expect(reached.has('dissolved') || start === 'transferred').toBe(true)
      expect(mayMove(start, start)).toBe(false)
    }
  })
  it('lets people in only while it recruits or lives', () => {
    expect(states.filter((state) => can(state, 'join'))).toEqual(['recruiting', 'active'])
    expect(states.filter((state) => can(state, 'send'))).toEqual(['recruiting', 'active', 'cooling', 'closing'])
    expect(states.filter((state) => can(state, 'startRun'))).toEqual(['planned', 'recruiting', 'active'])
    for (const action of communityAction.options) expect(states.some((state) => can(state, action))).toBe(true)
  })
  it('is moved by the clock only when a date is set', () => {
    for (const state of states) expect(nextMove({ ...times, closesAt: null, state })).toBeNull()
    expect(nextMove({ ...times, state: 'planned' })).toBeNull()
  })
  it('cools, closes and ends at its times', () => {
    expect(nextMove({ ...times, state: 'active' })).toEqual({ to: 'cooling', at: new Date('2026-12-03T06:00:00Z') })
    expect(nextMove({ ...times, state: 'recruiting', coolingHours: 0 })).toEqual({ to: 'closing', at: times.closesAt })
    expect(nextMove({ ...times, state: 'cooling' })).toEqual({ to: 'closing', at: times.closesAt })
    expect(nextMove({ ...times, state: 'closing' })).toEqual({ to: 'dissolved', at: new Date('2026-12-04T12:00:00Z') })
  })
  it('never needs more than four moves of the clock, each not before the last', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.nat(100), fc.nat(100), (start, coolingHours, closingHours) => {
        let state = start
        let last = Number.NEGATIVE_INFINITY
        for (let move = 0; move < 5; move++) {
          const next = nextMove({ state, opensAt: new Date('2026-11-01T00:00:00Z'), closesAt: times.closesAt, coolingHours, closingHours })
          if (!next) {
            expect(isOver(state)).toBe(true)
            return
          }
          expect(next.at.getTime()).toBeGreaterThanOrEqual(last)
          last = next.at.getTime()
          state = next.to
        }
        expect.unreachable()
      }),
    )
  })
})
