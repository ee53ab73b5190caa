import { dayOf } from '@grove/calendar'
import { describe, expect, it } from 'vitest'
import { signInDays } from './sign-in-days.ts'
import { streakOf } from './streak.ts'

describe('a streak', () => {
  it('is nothing without sign-ins, breaks with a day left out, and does not break today', () => {
    expect(streakOf([], 3)).toEqual({ longest: 0, current: 0 })
    expect(streakOf([1, 2, 4], 4)).toEqual({ longest: 2, current: 1 })
    expect(streakOf([1, 2, 3], 4)).toEqual({ longest: 3, current: 3 })
    expect(streakOf([1, 2, 3], 5)).toEqual({ longest: 3, current: 0 })
    expect(streakOf([3, 1, 2, 2], 3)).toEqual({ longest: 3, current: 3 })
  })

  it('equals the longest run of a random history, counted another way', () => {
    for (let turn = 1; turn < 400; turn++) {
      const signed = Array.from({ length: 31 }, (_, at) => at + 1).filter((round) => (turn * 2_654_435_761 * round) % 97 < 60)
      const line = Array.from({ length: 31 }, (_, at) => (signed.includes(at + 1) ? 'x' : '.')).join('')
      const longest = Math.max(0, ...line.split('.').map((part) => part.length))
      expect(streakOf(signed, 31).longest).toBe(longest)
    }
  })
})

describe('days of a sign-in', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia']

  it('are one for each local day, in a row, without gap or overlap, also where the clock is moved', () => {
    for (const zone of zones) {
      for (const start of ['2026-03-05T22:30:00Z', '2026-03-27T05:00:00Z', '2026-10-20T13:00:00Z', '2026-10-30T01:00:00Z']) {
        const startsAt = Date.parse(start)
        const days = signInDays(startsAt, 14, zone)
        const locals = days.map((one) => dayOf(one.opensAt, zone))
        expect(new Set(locals).size).toBe(14)
        for (const [at, day] of days.entries()) {
          expect(day.closesAt).toBeGreaterThan(day.opensAt)
          expect(dayOf(day.closesAt - 1, zone)).toBe(locals[at])
          const next = days[at + 1]
          if (next) expect(next.opensAt).toBeGreaterThanOrEqual(day.closesAt)
        }
      }
    }
  })

  it('last 23 or 25 hours less what came before the start when the clock is moved', () => {
    const hours = (startsAt: string) =>
      signInDays(Date.parse(startsAt), 3, 'Europe/Berlin').map((one) => (one.closesAt - one.opensAt) / 3_600_000)
    expect(hours('2026-03-27T23:00:00Z')).toEqual([24, 23, 24])
    expect(hours('2026-10-23T22:00:00Z')).toEqual([24, 25, 24])
  })
})
