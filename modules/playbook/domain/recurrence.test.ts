import { addDays } from '@grove/calendar'
import { describe, expect, it } from 'vitest'
import { answerOf, type Recurring } from './recurrence.ts'

const bounds = { first: '2026-09-01', from: '2026-09-01', to: null }
const base = { at: '09:00', everyWeeks: 1, workdaysOnly: false, holidays: 'keep' as const }

function days(when: Recurring, from: string, count: number, within: { first: string; from: string; to: string | null } = bounds) {
  const fire: string[] = []
  const holiday: string[] = []
  for (let index = 0; index < count; index += 1) {
    const day = addDays(from, index)
    const answer = answerOf(when, day, within, 'cn')
    if (answer === 'fire') fire.push(day.slice(5))
    if (answer === 'holiday') holiday.push(day.slice(5))
  }
  return { fire, holiday }
}

describe('recurring patterns', () => {
  it('never act outside their bounds', () => {
    const when: Recurring = { daily: 'all', at: '09:00' }
    expect(days(when, '2026-09-01', 10, { first: '2026-09-01', from: '2026-09-03', to: '2026-09-05' }).fire).toEqual([
      '09-03',
      '09-04',
      '09-05',
    ])
  })

  it('act on weekdays', () => {
    expect(days({ ...base, weekly: ['tue', 'thu'] }, '2026-11-02', 14).fire).toEqual(['11-03', '11-05', '11-10', '11-12'])
  })

  it('act every other week, counted from the first one', () => {
    const when: Recurring = { ...base, weekly: ['sun', 'mon'], everyWeeks: 2 }
    expect(days(when, '2026-11-01', 30, { first: '2026-11-04', from: '2026-11-04', to: null }).fire).toEqual([
      '11-08',
      '11-16',
      '11-22',
      '11-30',
    ])
  })

  it('leave a holiday out and say so', () => {
    const week = days({ ...base, weekly: ['mon', 'thu', 'fri'], holidays: 'skip' }, '2026-09-28', 14)
    expect(week).toEqual({ fire: ['09-28', '10-08', '10-09'], holiday: ['10-01', '10-02', '10-05'] })
  })

  it('move what falls on a holiday to the next workday, once', () => {
    // 1–7 October 2026 are off; Thursday, Friday and Monday of the holiday all land on Thursday the 8th.
    const moved = days({ ...base, weekly: ['mon', 'thu', 'fri'], holidays: 'move' }, '2026-09-28', 14)
    expect(moved).toEqual({ fire: ['09-28', '10-08', '10-09'], holiday: [] })
    expect(days({ ...base, weekly: ['tue'], holidays: 'move' }, '2026-09-28', 14).fire).toEqual(['09-29', '10-08'])
  })

  it('keep to workdays when told so', () => {
    const when: Recurring = { ...base, weekly: ['fri', 'sat', 'sun'], workdaysOnly: true }
    // Saturday 10 October 2026 is a make-up workday.
    expect(days(when, '2026-10-02', 16)).toEqual({ fire: ['10-09', '10-10', '10-16'], holiday: ['10-02', '10-03', '10-04'] })
  })

  it('know workdays with their make-up days, and days off', () => {
    expect(days({ daily: 'workdays', at: '09:00' }, '2026-09-28', 14).fire).toEqual(['09-28', '09-29', '09-30', '10-08', '10-09', '10-10'])
    expect(days({ daily: 'daysOff', at: '09:00' }, '2026-10-05', 7).fire).toEqual(['10-05', '10-06', '10-07', '10-11'])
  })

  it('act on days of the month, and on its last one when it is short', () => {
    const when: Recurring = { ...base, monthly: [1, 31, 'last'] }
    expect(days(when, '2027-01-01', 90, { ...bounds, first: '2027-01-01', from: '2027-01-01' }).fire).toEqual([
      '01-01',
      '01-31',
      '02-01',
      '02-28',
      '03-01',
      '03-31',
    ])
  })
})
