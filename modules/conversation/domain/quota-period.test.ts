import { describe, expect, it } from 'vitest'
import { nextPeriodAt, quotaPeriod } from './quota-period.ts'

const zone = 'Asia/Shanghai'
// Half past eleven at night in Shanghai on a Saturday, the last day of February.
const late = new Date('2026-02-28T15:30:00Z')

describe('the period a message counts in', () => {
  it('is the day of the platform, not of the server', () => {
    expect(quotaPeriod({ per: 'day', most: 1 }, late, zone)).toEqual({
      day: '2026-02-28',
      since: '2026-02-28',
      until: '2026-03-01',
      most: 1,
    })
    expect(quotaPeriod({ per: 'day', most: 1 }, new Date('2026-02-28T16:00:00Z'), zone).day).toBe('2026-03-01')
  })

  it('is the week from Monday on', () => {
    expect(quotaPeriod({ per: 'week', most: 7 }, late, zone)).toMatchObject({ since: '2026-02-23', until: '2026-03-02', most: 7 })
  })

  it('is the month, with as many messages as it has days', () => {
    expect(quotaPeriod({ per: 'month', most: null }, late, zone)).toMatchObject({ since: '2026-02-01', until: '2026-03-01', most: 28 })
    expect(quotaPeriod({ per: 'month', most: null }, new Date('2026-12-31T00:00:00Z'), zone)).toMatchObject({
      until: '2027-01-01',
      most: 31,
    })
  })

  it('ends at midnight there', () => {
    expect(nextPeriodAt(quotaPeriod({ per: 'month', most: 4 }, late, zone), zone)).toEqual(new Date('2026-02-28T16:00:00Z'))
  })
})
