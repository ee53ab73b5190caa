import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, compactDay, daysBetween, daysInMonth, weekdayOf } from './local-day.ts'

const day = fc.integer({ min: -20_000, max: 40_000 }).map((count) => addDays('2000-01-01', count))

describe('local days', () => {
  it('know their weekday', () => {
    expect(weekdayOf('2026-11-22')).toBe(7)
    expect(weekdayOf('2026-11-23')).toBe(1)
    expect(weekdayOf('1969-12-31')).toBe(3)
  })

  it('cross months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysInMonth('2024-02-11')).toBe(29)
    expect(daysInMonth('2026-12-31')).toBe(31)
    expect(compactDay('2026-11-02')).toBe(20_261_102)
  })

  it('add and subtract the same, and compare as strings', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, count) => {
        const to = addDays(from, count)
        expect(daysBetween(from, to)).toBe(count)
        expect(to > from).toBe(count > 0)
        expect(Math.abs((weekdayOf(to) - weekdayOf(from) - count) % 7)).toBe(0)
      }),
      { seed: 1122 },
    )
  })
})
