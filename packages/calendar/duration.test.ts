import { describe, expect, it } from 'vitest'
import { addSpan, atTimeAfter, spanMinutes, spanOf } from './duration.ts'
import { localOf, momentOf } from './moment.ts'

describe('durations', () => {
  it.each(['', '10', 'h', '1.5h', '-1h', '2h1d', '9 点', 'P1D'])('refuse %j', (wrong) => {
    expect(() => spanOf(wrong)).toThrow(RangeError)
  })

  it('read weeks, days, hours, minutes', () => {
    expect(spanOf('30m')).toEqual({ days: 0, minutes: 30 })
    expect(spanOf('1w2d3h4m')).toEqual({ days: 9, minutes: 184 })
    expect(spanOf('0m')).toEqual({ days: 0, minutes: 0 })
    expect(spanMinutes(spanOf('1d12h'))).toBe(2160)
  })

  it('keep the time of day for days and are exact for hours', () => {
    const zone = 'Europe/Berlin'
    const before = momentOf('2026-03-28', '12:00', zone)
    expect(localOf(addSpan(before, spanOf('1d'), zone), zone)).toEqual({ day: '2026-03-29', time: '12:00' })
    expect(localOf(addSpan(before, spanOf('24h'), zone), zone)).toEqual({ day: '2026-03-29', time: '13:00' })
    expect(addSpan(before + 17_500, spanOf('1d'), zone) - addSpan(before, spanOf('1d'), zone)).toBe(17_500)
  })

  it('find a time of a later day', () => {
    const zone = 'Asia/Shanghai'
    const evening = momentOf('2026-11-22', '20:00', zone)
    expect(localOf(atTimeAfter(evening, 1, '09:00', zone), zone)).toEqual({ day: '2026-11-23', time: '09:00' })
    expect(localOf(atTimeAfter(evening, 0, '21:00', zone), zone)).toEqual({ day: '2026-11-22', time: '21:00' })
    expect(localOf(atTimeAfter(evening, 0, '09:00', zone), zone)).toEqual({ day: '2026-11-23', time: '09:00' })
    expect(localOf(atTimeAfter(evening, 0, '20:00', zone), zone)).toEqual({ day: '2026-11-23', time: '20:00' })
  })
})
