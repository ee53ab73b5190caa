import { describe, expect, it } from 'vitest'
import { lateFrom, nextLook, nextReminder } from './confirm-times.ts'

const asked = new Date('2026-11-25T02:00:00Z')
const after = (hours: number) => new Date(asked.getTime() + hours * 3_600_000)

describe('a task that waits for its sender', () => {
  it('is looked at often at first, seldom later', () => {
    const pause = (hours: number) => (nextLook(5, asked, after(hours)).getTime() - after(hours).getTime()) / 60_000
    expect([0.1, 1, 5, 200].map(pause)).toEqual([1, 10, 60, 60])
  })

  it('is reminded of three times within a day, and never after its end', () => {
    expect([0, 1, 2, 3].map((n) => nextReminder(n, asked, after(48)))).toEqual([after(2), after(6), after(20), null])
    expect([0, 1, 2].map((n) => nextReminder(n, asked, after(4)))).toEqual([after(2), null, null])
  })

  it('is the lead’s matter when three quarters of the time are over', () => {
    expect(lateFrom(asked, after(48))).toEqual(after(36))
  })
})
