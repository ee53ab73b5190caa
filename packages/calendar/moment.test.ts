import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './local-day.ts'
import { dayOf, isZone, localOf, momentOf, startOfDay, toMinute } from './moment.ts'

const iso = (moment: number) => new Date(moment).toISOString()
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC', 'Asia/Kathmandu']
const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
})
const day = fc.integer({ min: 0, max: 9000 }).map((count) => addDays('2010-01-01', count))

describe('moments', () => {
  it('refuse an unknown zone', () => {
    expect(() => momentOf('2026-01-01', '09:00', 'Mars/Olympus')).toThrow(RangeError)
    expect(isZone('Mars/Olympus')).toBe(false)
    expect(isZone('Asia/Shanghai')).toBe(true)
  })

  it('are plain where the clock never changes', () => {
    expect(iso(momentOf('2026-11-22', '09:00', 'Asia/Shanghai'))).toBe('2026-11-22T01:00:00.000Z')
    expect(localOf(Date.UTC(2026, 10, 22, 16, 30), 'Asia/Shanghai')).toEqual({ day: '2026-11-23', time: '00:30' })
  })

  it('in a gap are the first moment after it', () => {
    expect(iso(momentOf('2026-03-29', '02:30', 'Europe/Berlin'))).toBe('2026-03-29T01:00:00.000Z')
    expect(localOf(momentOf('2026-03-29', '02:30', 'Europe/Berlin'), 'Europe/Berlin').time).toBe('03:00')
    expect(iso(momentOf('2026-03-08', '02:59', 'America/New_York'))).toBe('2026-03-08T07:00:00.000Z')
    // Lord Howe jumps by half an hour, Apia once by a whole day.
    expect(localOf(momentOf('2026-10-04', '02:15', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toEqual({
      day: '2026-10-04',
      time: '02:30',
    })
    expect(localOf(momentOf('2011-12-30', '09:00', 'Pacific/Apia'), 'Pacific/Apia')).toEqual({ day: '2011-12-31', time: '00:00' })
  })

  it('shown twice are the earlier one', () => {
    expect(iso(momentOf('2026-10-25', '02:30', 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z')
    expect(iso(momentOf('2026-11-01', '01:30', 'America/New_York'))).toBe('2026-11-01T05:30:00.000Z')
    expect(iso(momentOf('2026-04-05', '01:45', 'Australia/Lord_Howe'))).toBe('2026-04-04T14:45:00.000Z')
  })

  it('begin a day where midnight is skipped', () => {
    expect(localOf(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toEqual({ day: '2018-11-04', time: '01:00' })
  })

  it('show the asked time again, or the end of the gap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, clock, (zone, onDay, time) => {
        const moment = momentOf(onDay, time, zone)
        const shown = localOf(moment, zone)
        const asked = `${onDay}T${time}`
        const got = `${shown.day}T${shown.time}`
        expect(got >= asked).toBe(true)
        if (got !== asked) expect(localOf(moment - 60_000, zone).day + localOf(moment - 60_000, zone).time < onDay + time).toBe(true)
      }),
      { seed: 1122 },
    )
  })

  it('never run backwards on one day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, clock, clock, (zone, onDay, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one]
        expect(momentOf(onDay, early, zone)).toBeLessThanOrEqual(momentOf(onDay, late, zone))
        expect(momentOf(onDay, late, zone)).toBeLessThanOrEqual(momentOf(addDays(onDay, 1), early, zone))
      }),
      { seed: 1122 },
    )
  })

  it('agree with the platform about the local day at any moment', () => {
    const at = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2037, 0) })
    const platform = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })]))
    fc.assert(
      fc.property(fc.constantFrom(...zones), at, (zone, moment) => {
        expect(dayOf(moment, zone)).toBe(platform.get(zone)?.format(moment))
      }),
      { seed: 1122 },
    )
  })

  it('lose their seconds downwards', () => {
    expect(toMinute(Date.UTC(2026, 0, 1, 9, 0, 59, 999))).toBe(Date.UTC(2026, 0, 1, 9, 0))
    expect(toMinute(-1)).toBe(-60_000)
  })
})
