import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dayFacts, knownUntil } from './chinese-year.ts'
import { addDays } from './local-day.ts'

interface Reference {
  workdays_per_year: Record<string, { days: number; workdays: number; listed_off: number; makeup_workdays: number }>
  in_chinese_days_only: string[]
}
interface Notice {
  days: { date: string; isOffDay: boolean; name: string }[]
}

const folder = new URL('../../../shared/data/calendar/', import.meta.url)
const read = <T>(name: string): T | undefined => {
  const file = new URL(name, folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

function yearOf(year: number) {
  const days: string[] = []
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) days.push(day)
  return days
}

describe('the Chinese working year', () => {
  it('counts the working days of each year as the notices do', () => {
    const counted = [2013, 2015, 2018, 2020, 2023, 2024, 2025, 2026].map(
      (year) => yearOf(year).filter((day) => dayFacts(day, 'cn').workday).length,
    )
    expect(counted).toEqual([250, 249, 250, 249, 249, 251, 248, 248])
  })

  it('equals the reference figures where they are at hand', ({ annotate }) => {
    const reference = read<Reference>('reference.json')
    if (!reference) return annotate('shared/data/calendar/reference.json is not here: compared with the figures in this file only')
    for (const [year, expected] of Object.entries(reference.workdays_per_year)) {
      const days = yearOf(Number(year))
      const extra = new Set(reference.in_chinese_days_only)
      expect({
        year,
        days: days.length,
        workdays: days.filter((day) => dayFacts(day, 'cn').workday).length,
        listed_off: days.filter((day) => dayFacts(day, 'cn').holiday && !extra.has(day)).length,
        makeup_workdays: days.filter((day) => dayFacts(day, 'cn').makeUp).length,
      }).toEqual({ year, ...expected })
    }
    return undefined
  })

  it('agrees with every listed day of the notices where they are at hand', ({ annotate }) => {
    const years = Array.from({ length: 14 }, (_, index) => 2013 + index)
    const notices = years.flatMap((year) => read<Notice>(`holiday-cn-${year}.json`) ?? [])
    if (notices.length === 0) return annotate('shared/data/calendar/holiday-cn-*.json are not here')
    const wrong = notices
      .flatMap((notice) => notice.days)
      .filter((listed) => {
        const facts = dayFacts(listed.date, 'cn')
        return facts.workday === listed.isOffDay || (facts.holiday !== null) !== listed.isOffDay || facts.makeUp === listed.isOffDay
      })
    expect(wrong).toEqual([])
    return undefined
  })

  it('names a holiday in both languages and knows make-up workdays', () => {
    expect(dayFacts('2026-10-01', 'cn')).toEqual({ workday: false, holiday: { zh: '国庆节', en: 'National Day' }, makeUp: false })
    expect(dayFacts('2026-10-10', 'cn')).toEqual({ workday: true, holiday: null, makeUp: true })
    expect(dayFacts('2026-11-21', 'cn')).toEqual({ workday: false, holiday: null, makeUp: false })
  })

  it('has plain weeks without a calendar, and beyond the last notice', () => {
    expect(dayFacts('2026-10-01', 'none')).toEqual({ workday: true, holiday: null, makeUp: false })
    expect(dayFacts('2026-10-10', 'none').workday).toBe(false)
    const after = addDays(knownUntil('cn'), 1)
    expect(dayFacts(after, 'cn').holiday).toBeNull()
    expect(knownUntil('none')).toBe('9999-12-31')
  })
})
