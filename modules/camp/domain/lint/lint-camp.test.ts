import { describe, expect, it } from 'vitest'
import { type CampPlan, campPlan } from '../../contract/index.ts'
import { starterPlans } from '../starters.ts'
import { lintCamp } from './lint-camp.ts'
import { campRules } from './rules.ts'

const sound = starterPlans('zh')[0]?.plan as CampPlan

describe.each(campRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const found = (change: Partial<CampPlan>) => lintCamp(campPlan.parse({ ...sound, ...change })).filter((one) => one.rule === id)
  it('trips over its example and lets the good one pass', () => {
    expect(found(rule.trips)).not.toEqual([])
    expect(found(rule.passes)).toEqual([])
  })
  it('says what and why in both languages', () => {
    const [first] = found(rule.trips)
    for (const words of [rule.reason, first?.message]) {
      expect(words?.zh).toMatch(/\p{Script=Han}{2}/u)
      expect(words?.en.replace(/“.*”/, '')).not.toMatch(/\p{Script=Han}/u)
    }
  })
})

it('ids are unique, errors come first, and the plans to start from are clean', () => {
  expect(new Set(campRules.map((rule) => rule.id)).size).toBe(campRules.length)
  const bad = lintCamp({ ...sound, coachAfter: 9, remindAt: null }).map((one) => one.severity)
  expect(bad).toEqual(['error', 'warning'])
  for (const locale of ['zh', 'en'] as const)
    for (const { plan } of starterPlans(locale)) expect(lintCamp(plan).map((one) => one.rule)).toEqual([])
})
