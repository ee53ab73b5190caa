import { addDays, localOf, momentOf } from '@grove/calendar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CampDay } from '../contract/index.ts'
import { askedDays, beginOf, bestStreak, type CheckInState, dateOf, dayAt, homeworkDue, mayCheckIn, missedDays, streakOf } from './days.ts'

const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Apia',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
]
const zone = fc.constantFrom(...ZONES)
const date = fc.integer({ min: 0, max: 2000 }).map((count) => addDays('2024-01-01', count))
const ASK = { ask: 'how was it', needs: 'any' } as const
const days = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }).map((asks) => asks.map((on) => ({ checkIn: on ? ASK : null })))
const done = fc.array(fc.integer({ min: 1, max: 40 })).map((list) => new Set(list))

describe('days of a camp', () => {
  it('are the local days of its zone, one after the other, over changes of the clock', () => {
    fc.assert(
      fc.property(date, zone, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1439 }), (startsOn, where, day, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const at = momentOf(dateOf(startsOn, day), time, where)
        // A time that the clock jumps over falls on the next one that exists: the same local day in all these zones.
        expect(dayAt(startsOn, where, at)).toBe(day)
        expect(localOf(beginOf(startsOn, where, day), where).day).toBe(dateOf(startsOn, day))
        expect(dayAt(startsOn, where, beginOf(startsOn, where, day) - 1)).toBe(day - 1)
      }),
      { seed: 1126, numRuns: 600 },
    )
  })

  it('have 23 and 25 hours where the clock changes, and are one day all the same', () => {
    const hours = (startsOn: string, where: string) => (beginOf(startsOn, where, 2) - beginOf(startsOn, where, 1)) / 3_600_000
    expect([hours('2026-03-29', 'Europe/Berlin'), hours('2026-10-25', 'Europe/Berlin'), hours('2026-10-25', 'Asia/Shanghai')]).toEqual([
      23, 25, 24,
    ])
    const last = beginOf('2026-10-25', 'Europe/Berlin', 2) - 1
    expect([dayAt('2026-10-25', 'Europe/Berlin', last), dayAt('2026-10-25', 'Europe/Berlin', last + 1)]).toEqual([1, 2])
  })

  it('end for homework at the local time, however long the day was', () => {
    const due = homeworkDue('2026-03-29', 'Europe/Berlin', 1, { ask: 'x', dueInDays: 1, dueAt: '22:00', outOf: 10 })
    expect(localOf(due, 'Europe/Berlin')).toEqual({ day: '2026-03-30', time: '22:00' })
  })
})

/** Written the slow way: walk back from today. */
function slowStreak(plan: readonly Pick<CampDay, 'checkIn'>[], have: ReadonlySet<number>, today: number): number {
  let count = 0
  for (let day = Math.min(today, plan.length); day >= 1; day--) {
    if (!plan[day - 1]?.checkIn) continue
    if (have.has(day)) count++
    else if (day !== today) break
  }
  return count
}

describe('streaks', () => {
  it('equal those counted by hand, and never exceed the best one', () => {
    fc.assert(
      fc.property(days, done, fc.integer({ min: 0, max: 45 }), (plan, have, today) => {
        const streak = streakOf(plan, have, today)
        expect(streak).toBe(slowStreak(plan, have, today))
        expect(streak).toBeLessThanOrEqual(Math.max(bestStreak(plan, have), 0))
        expect(bestStreak(plan, have)).toBeLessThanOrEqual(askedDays(plan, plan.length).filter((day) => have.has(day)).length)
      }),
      { seed: 1126, numRuns: 600 },
    )
  })

  it('grow by a check-in and never shrink by one', () => {
    fc.assert(
      fc.property(days, done, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (plan, have, today, more) => {
        expect(streakOf(plan, new Set([...have, more]), today)).toBeGreaterThanOrEqual(streakOf(plan, have, today))
      }),
      { seed: 1126 },
    )
  })

  it('are not broken by a day that is not over, nor by one that asks for nothing', () => {
    const plan = [ASK, ASK, null, ASK, ASK].map((checkIn) => ({ checkIn }))
    const have = new Set([1, 2, 4])
    expect([4, 5, 6].map((today) => streakOf(plan, have, today))).toEqual([3, 3, 0])
  })
})

describe('making up', () => {
  const state: CheckInState = {
    today: 5,
    days: [ASK, ASK, null, ASK, ASK, ASK].map((checkIn) => ({ checkIn })),
    done: new Set([4]),
    cards: 1,
    makeUp: { cards: 2, windowDays: 3 },
  }
  it('is refused for each reason, and allowed inside the window while there are cards', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((day) => mayCheckIn(state, day))).toEqual([
      'window_over',
      'card',
      'none',
      'done',
      'now',
      'not_open',
      'none',
    ])
    expect(mayCheckIn({ ...state, cards: 2 }, 2)).toBe('no_cards')
  })

  it('never takes more cards than there are, whatever the order', () => {
    const tries = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 })
    fc.assert(
      fc.property(
        tries,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 12 }),
        (asked, most, windowDays, today) => {
          const have = new Set<number>()
          let cards = 0
          for (const day of asked) {
            const plan = Array.from({ length: 12 }, () => ({ checkIn: ASK }))
            const may = mayCheckIn({ today, days: plan, done: have, cards, makeUp: { cards: most, windowDays } }, day)
            if (may === 'card') cards++
            if (may === 'card' || may === 'now') have.add(day)
          }
          expect(cards).toBeLessThanOrEqual(most)
          expect([...have].every((day) => day <= today && day >= today - windowDays)).toBe(true)
          expect(
            missedDays(
              Array.from({ length: 12 }, () => ({ checkIn: ASK })),
              have,
              today,
            ).some((day) => have.has(day)),
          ).toBe(false)
        },
      ),
      { seed: 1126 },
    )
  })
})
