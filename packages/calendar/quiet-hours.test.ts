import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localOf, momentOf } from './moment.ts'
import { releaseFrom } from './quiet-hours.ts'

const zone = 'Asia/Shanghai'
const night = { from: '22:00', to: '08:00' }
const at = (day: string, time: string) => momentOf(day, time, zone)

describe('quiet hours', () => {
  it('hold until the morning, over midnight', () => {
    expect(localOf(releaseFrom(night, at('2026-11-22', '22:00'), zone), zone)).toEqual({ day: '2026-11-23', time: '08:00' })
    expect(localOf(releaseFrom(night, at('2026-11-23', '03:10'), zone), zone)).toEqual({ day: '2026-11-23', time: '08:00' })
  })

  it('let through outside, at their end, and without any', () => {
    for (const time of ['08:00', '12:00', '21:59']) expect(releaseFrom(night, at('2026-11-22', time), zone)).toBe(at('2026-11-22', time))
    expect(releaseFrom(null, at('2026-11-22', '23:00'), zone)).toBe(at('2026-11-22', '23:00'))
    expect(releaseFrom({ from: '08:00', to: '08:00' }, at('2026-11-22', '08:00'), zone)).toBe(at('2026-11-22', '08:00'))
  })

  it('may lie within a day', () => {
    const noon = { from: '12:00', to: '13:30' }
    expect(localOf(releaseFrom(noon, at('2026-11-22', '12:30'), zone), zone).time).toBe('13:30')
    expect(releaseFrom(noon, at('2026-11-22', '13:30'), zone)).toBe(at('2026-11-22', '13:30'))
  })

  it('release when the clock jumps over their end', () => {
    const berlin = 'Europe/Berlin'
    const due = momentOf('2026-03-28', '23:00', berlin)
    expect(localOf(releaseFrom({ from: '22:00', to: '02:30' }, due, berlin), berlin)).toEqual({ day: '2026-03-29', time: '03:00' })
  })

  it('never hold for more than a day, never into the past, and what is released stays released', () => {
    const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`)
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(time, time, zones, fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) }), (from, to, anyZone, moment) => {
        const release = releaseFrom({ from, to }, moment, anyZone)
        expect(release).toBeGreaterThanOrEqual(moment)
        expect(release - moment).toBeLessThanOrEqual(25 * 3_600_000)
        expect(releaseFrom({ from, to }, release, anyZone)).toBe(release)
      }),
      { seed: 1122 },
    )
  })
})
