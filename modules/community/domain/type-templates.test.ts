import { describe, expect, it } from 'vitest'
import { communityType, typeTemplate as schema, TYPE_FACTS } from '../contract/index.ts'
import { typeTemplate, typeTemplates } from './type-templates.ts'

const HAN = /\p{Script=Han}/u

describe('the templates of the eight types', () => {
  it('are complete in both languages: no empty block, no language in the other’s place', () => {
    for (const locale of ['zh', 'en'] as const) {
      const templates = typeTemplates(locale)
      expect(templates.map((template) => template.type)).toEqual(communityType.options)
      for (const template of templates) {
        schema.parse(template)
        const { announcement, welcome, positioning, promise, rules } = template.form
        const words = [
          template.purpose,
          template.operating,
          promise,
          ...Object.values(positioning),
          ...Object.values(announcement),
          ...Object.values(welcome),
        ]
        for (const text of [...words, ...rules.flatMap((rule) => [rule.text, rule.penalty])]) {
          expect(text.length).toBeGreaterThan(1)
          expect([text, HAN.test(text)]).toEqual([text, locale === 'zh'])
        }
      }
    }
  })
  it('screen where the type says so, and only there', () => {
    for (const type of communityType.options) {
      const { threshold } = typeTemplate(type, 'zh').form
      expect([type, threshold.requirements.some((one) => one.kind === 'application')]).toEqual([type, TYPE_FACTS[type].screening])
    }
  })
  it('keep the limits of the trade', () => {
    expect(TYPE_FACTS.acquisition.lifetimeHours).toBe(48)
    expect(TYPE_FACTS.camp.lifetimeHours).toBe(30 * 24)
    expect(TYPE_FACTS.loyal).toMatchObject({ lifetimeHours: null, promotionShare: 0, marketing: 'none' })
    for (const facts of Object.values(TYPE_FACTS)) {
      if (facts.lifetimeHours === null || facts.lifetimeHours > 30 * 24) expect(facts.screening || facts.marketing === 'offers').toBe(true)
      if (facts.lifetimeHours !== null) expect(facts.coolingHours).toBeLessThan(facts.lifetimeHours)
    }
  })
  it('have the same rules in both languages', () => {
    for (const type of communityType.options) {
      const ids = (locale: 'zh' | 'en') => typeTemplate(type, locale).form.rules.map((rule) => rule.id)
      expect(ids('en')).toEqual(ids('zh'))
    }
  })
})
