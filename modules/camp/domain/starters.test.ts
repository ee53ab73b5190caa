import { describe, expect, it } from 'vitest'
import { PHASES } from '../contract/index.ts'
import { starterPlans } from './starters.ts'

describe.each(['zh', 'en'] as const)('plans to start from in %s', (locale) => {
  it('have seven, fourteen, twenty-one and thirty days, each with its own title, a lesson and a check-in', () => {
    const plans = starterPlans(locale)
    expect(plans.map((one) => one.plan.days.length)).toEqual([7, 14, 21, 30])
    for (const { plan } of plans) {
      expect(new Set(plan.days.map((day) => day.title)).size).toBe(plan.days.length)
      expect(plan.days.every((day) => day.checkIn && day.lesson.text.length > 20)).toBe(true)
      expect(plan.days.at(-1)?.homework).not.toBeNull()
      expect(plan.journey.map((line) => line.phase)).toEqual(PHASES)
    }
  })

  it('never ask anybody to share outside', () => {
    const words = JSON.stringify(starterPlans(locale))
    expect(/朋友圈|转发|moments|repost|share (?:it|this) (?:with|to) (?:friends|your)/i.test(words)).toBe(false)
  })
})
