import { describe, expect, it } from 'vitest'
import { isNewcomer, joiningOf } from './newcomer.ts'

const now = new Date('2026-11-26T12:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

describe('who is a newcomer', () => {
  it('is not whoever has been there for long, nor whose time nobody knows', () => {
    expect(isNewcomer(ago(365 * 24), now)).toBe(false)
    expect(isNewcomer(ago(48.1), now)).toBe(false)
    expect(isNewcomer(null, now)).toBe(false)
  })

  it('is whoever came today or yesterday, and by a clock ahead of ours', () => {
    for (const hours of [0, 1, 30, 48, -1]) expect(isNewcomer(ago(hours), now)).toBe(true)
  })
})

describe('when a joining happened', () => {
  it('is the time of the platform, now where it has none or is ahead', () => {
    expect(joiningOf(ago(9000), null, now)).toEqual(ago(9000))
    expect(joiningOf(null, null, now)).toEqual(now)
    expect(joiningOf(ago(-1), null, now)).toEqual(now)
  })

  it('never lies before the leaving it follows', () => {
    expect(joiningOf(ago(1), ago(2), now)).toEqual(ago(1))
    expect(joiningOf(ago(2), ago(1), now)).toEqual(now)
    expect(joiningOf(ago(1), ago(1), now)).toEqual(now)
  })
})
