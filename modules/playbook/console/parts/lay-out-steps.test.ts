import { createTranslator } from '@grove/i18n'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyPlan } from '../../domain/random-playbook-fixture.ts'
import zh from '../../locales/zh.json' with { type: 'json' }
import en from '../../locales/en.json' with { type: 'json' }
import { looseDraft } from './draft-model.ts'
import { layOutSteps, type Placed, slotOf } from './lay-out-steps.ts'
import { addDays, monthSpan, weeksOver } from './local-day.ts'
import { durationWords, whenWords } from './when-words.ts'

function draftOf(steps: readonly unknown[]) {
  const draft = looseDraft({ steps })
  if (!draft) throw new Error('not read')
  return draft
}
const flat = (placed: readonly Placed[]): number[] => placed.flatMap((one) => [one.index, ...flat(one.then)])

test('steps that wait for each other, or for nothing, are still shown', () => {
  const bands = layOutSteps(
    draftOf([
      { id: 'a', when: { after: 'b' } },
      { id: 'b', when: { after: 'a' } },
      { id: 'c', when: { after: 'gone' } },
    ]),
  )
  expect(bands.map((band) => band.kind)).toEqual(['loose'])
  expect(flat(bands.flatMap((band) => band.rows.flatMap((row) => row.steps))).sort()).toEqual([0, 1, 2])
})

test('every step of any playbook stands in the table exactly once', () => {
  fc.assert(
    fc.property(anyPlan({ kind: 'member' }), (plan) => {
      const bands = layOutSteps(draftOf(plan.definition.steps))
      const shown = flat(bands.flatMap((band) => band.rows.flatMap((row) => row.steps)))
      expect(shown.sort((a, b) => a - b)).toEqual(plan.definition.steps.map((_, index) => index))
    }),
    { seed: 20261122, numRuns: 100 },
  )
})

test('days in order, times in order, what follows below', () => {
  const [band] = layOutSteps(
    draftOf([
      { id: 'late', when: { day: 2, at: '20:00' } },
      { id: 'first', when: { day: 1, at: '09:00' } },
      { id: 'early', when: { day: 2, at: '08:00' } },
      { id: 'then', when: { after: 'first', delay: '1h' } },
      { id: 'days', when: { afterStart: '1d2h' } },
    ]),
  )
  expect(band?.rows.map((row) => [row.day, row.steps.map((one) => one.step.id)])).toEqual([
    [1, ['first']],
    [2, ['days', 'early', 'late']],
  ])
  expect(band?.rows[0]?.steps[0]?.then.map((one) => one.step.id)).toEqual(['then'])
  expect(['08:00', '11:00', '14:00', '18:00', null].map(slotOf)).toEqual(['morning', 'noon', 'afternoon', 'evening', 'morning'])
})

test('moments in words', () => {
  const [chinese, english] = [createTranslator('zh', zh), createTranslator('en', en)]
  const say = (when: Record<string, unknown>) => [whenWords(chinese, when, (id) => id), whenWords(english, when, (id) => id)]
  expect(say({ day: 3, at: '09:30' })).toEqual(['第 3 天 09:30', 'Day 3 09:30'])
  expect(say({ weekly: ['tue', 'thu'], at: '10:00' })).toEqual(['每周二、周四 10:00', 'Every Tue, Thu 10:00'])
  expect(say({ after: 'hello', outcome: 'timeout', delay: '1d12h' })).toEqual([
    '「hello」→ 没等到，过 1 天 12 小时',
    'After “hello”: timed out, 1 day 12 hours later',
  ])
  expect(say({})).toEqual(['时间未定', 'No time yet'])
  expect(durationWords(chinese, 'soon')).toBe('soon')
})

test('weeks cover a span, Monday first', () => {
  const weeks = weeksOver('2026-11-22', '2026-11-23')
  expect(weeks.map((week) => week[0])).toEqual(['2026-11-16', '2026-11-23'])
  expect(monthSpan('2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})
