import { describe, expect, it } from 'vitest'
import { amendment } from './amendment.ts'
import { definitionSchema } from './definition.ts'
import { coreLanguage } from './language.ts'
import { clockTime, duration, key, localDate, parameterKey } from './local-time.ts'
import { whenSchema } from './when.ts'

describe('small words of the language', () => {
  it.each([
    ['time', clockTime, ['24:00', '9:00', '09:60', '0900', ''], ['00:00', '23:59']],
    ['duration', duration, ['', '1', 'm', '1h1d', '-1m', '1.5h', '12345678m'], ['0m', '90m', '1w2d3h4m', '48h']],
    ['date', localDate, ['2026-02-29', '2026-1-1', '20261224'], ['2024-02-29', '2026-12-24']],
    ['key', key, ['', '1st', 'Day', 'a_b', 'a'.repeat(49)], ['a', 'day-1', 'a'.repeat(48)]],
    ['parameter', parameterKey, ['', 'shop-link', 'Shop'], ['shop', 'shopLink2']],
  ])('%s', (_, schema, wrong, right) => {
    for (const value of wrong) expect(schema.safeParse(value).success, value).toBe(false)
    for (const value of right) expect(schema.safeParse(value).success, value).toBe(true)
  })
})

describe('when a step falls due', () => {
  const when = whenSchema(coreLanguage)

  it.each([
    {},
    { day: 0, at: '09:00' },
    { day: 1 },
    { day: 1, joinDay: 1, at: '09:00' },
    { weekly: [], at: '09:00' },
    { weekly: ['tue'], at: '09:00', everyWeeks: 0 },
    { monthly: [32], at: '09:00' },
    { daily: 'weekdays', at: '09:00' },
    { date: '24.12.2026', at: '09:00' },
    { on: 'sneezed' },
    { on: 'spoke', repeat: 'hourly' },
    { after: 'a', delay: 'soon' },
  ])('is not %j', (wrong) => {
    expect(when.safeParse(wrong).success).toBe(false)
  })

  it.each([
    { day: 1, at: '09:00' },
    { joinDay: 3, at: '20:30', holidays: 'move' },
    { afterStart: '0m' },
    { afterJoin: '10m' },
    { weekly: ['tue', 'thu'], at: '15:00', workdaysOnly: true, fromDay: 2, toDay: 20 },
    { daily: 'workdays', at: '08:30' },
    { monthly: [1, 'last'], at: '09:00' },
    { date: '2026-12-24', at: '18:00' },
    { countdown: 'opensOn', daysBefore: -3, at: '09:00' },
    { on: 'answered', filter: { option: ['A'] }, delay: '5m', repeat: 'daily' },
    { after: 'welcome', outcome: 'sent', nextDayAt: '09:00', days: 2 },
  ])('is %j', (right) => {
    expect(when.parse(right)).toMatchObject(right)
  })
})

describe('a definition', () => {
  it('is one contract for one language', () => {
    expect(definitionSchema(coreLanguage)).toBe(definitionSchema(coreLanguage))
  })

  it('needs no goal and no why to be read: those are for the linter to ask', () => {
    const least = {
      grove: 1,
      key: 'a',
      title: 'A',
      communityTypes: ['camp'],
      steps: [{ id: 'a', title: 'A', when: { afterStart: '0m' }, do: { kind: 'mark' } }],
    }
    expect(definitionSchema(coreLanguage).parse(least)).toMatchObject({
      misfire: 'skip',
      holdout: 0,
      holidays: 'cn',
      limits: {},
      stop: [],
      parameters: [],
    })
  })
})

describe('a change of a run', () => {
  it('carries its moment', () => {
    expect(amendment.safeParse({ kind: 'shift', days: 2 }).success).toBe(false)
    expect(amendment.safeParse({ kind: 'shift', at: 1, days: 400 }).success).toBe(false)
    for (const right of [
      { kind: 'shift', at: 1, days: -2 },
      { kind: 'skip', at: 1, step: 'a' },
      { kind: 'change', at: 1, step: 'a', time: '10:00', with: { text: 'x' } },
      { kind: 'end', at: 1, day: '2026-12-24' },
    ]) {
      expect(amendment.parse(right)).toEqual(right)
    }
  })
})
