import { describe, expect, it } from 'vitest'
import { dutyPlan } from '../contract/index.ts'
import { dutyNow, nextDutyChange } from './duty.ts'

const zone = 'Asia/Shanghai'
const at = (text: string) => Date.parse(`${text}:00+08:00`)
const plan = dutyPlan.parse({
  shifts: [
    { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', people: ['ann', 'bob'] },
    { weekdays: [5], from: '22:00', to: '02:00', people: ['eve'] },
  ],
  people: ['dan'],
  backup: ['zoe'],
  perDay: 2,
})
const known = new Set(['ann', 'bob', 'dan', 'eve', 'zoe'])
const ask = (now: string, today: Record<string, number> = {}, there = known) =>
  dutyNow({ plan, now: at(now), zone, known: there, today: new Map(Object.entries(today)), most: 100 })

describe('who is on duty', () => {
  it('is the shift, past midnight as well, else those always there', () => {
    // 2026-11-27 is a Friday.
    expect(ask('2026-11-27T09:00').people).toEqual(['ann', 'bob'])
    expect(ask('2026-11-27T18:00').people).toEqual(['dan'])
    expect(ask('2026-11-27T23:00').people).toEqual(['eve'])
    expect(ask('2026-11-28T01:59').people).toEqual(['eve'])
    expect(ask('2026-11-28T02:00').people).toEqual(['dan'])
  })

  it('leaves out who has had enough, then who is gone, then takes the backup', () => {
    expect(ask('2026-11-27T10:00', { ann: 2 })).toEqual({ people: ['bob'], by: 'duty' })
    expect(ask('2026-11-27T10:00', { ann: 2, bob: 5 })).toEqual({ people: ['zoe'], by: 'backup' })
    expect(ask('2026-11-27T10:00', {}, new Set(['bob']))).toEqual({ people: ['bob'], by: 'duty' })
  })

  it('is never nobody while anybody is there', () => {
    expect(ask('2026-11-27T10:00', { bob: 9 }, new Set(['bob']))).toEqual({ people: ['bob'], by: 'over_limit' })
    expect(ask('2026-11-27T10:00', {}, new Set(['dan']))).toEqual({ people: ['dan'], by: 'over_limit' })
    expect(ask('2026-11-27T10:00', {}, new Set())).toEqual({ people: [], by: 'nobody' })
  })
})

describe('the next change', () => {
  it('is the end of a shift, the beginning of one, or midnight', () => {
    const next = (now: string) => nextDutyChange(plan, at(now), zone)
    expect(next('2026-11-27T09:00')).toBe(at('2026-11-27T18:00'))
    expect(next('2026-11-27T22:30')).toBe(at('2026-11-28T00:00'))
    expect(nextDutyChange(dutyPlan.parse({}), at('2026-11-27T12:00'), zone)).toBe(at('2026-11-28T00:00'))
  })
})
