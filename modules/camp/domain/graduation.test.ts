import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CampPlan } from '../contract/index.ts'
import { certificateText, shownNumber, typedNumber, wrapText } from './certificate-words.ts'
import { graduates, needed } from './graduation.ts'
import { starterPlans } from './starters.ts'

const [week] = starterPlans('zh')
const plan = { ...(week?.plan as CampPlan), graduation: { checkIns: 80, homework: 50 } }

describe('graduation', () => {
  it('asks for its share of check-ins and homework, rounded up', () => {
    expect(needed(plan)).toEqual({ checkIns: 6, accepted: 2 })
    expect(graduates(plan, { checkIns: 5, accepted: 4, passed: [], defended: false })).toBe(false)
    expect(graduates(plan, { checkIns: 6, accepted: 1, passed: [], defended: false })).toBe(false)
    expect(graduates(plan, { checkIns: 6, accepted: 2, passed: [], defended: false })).toBe(true)
  })

  it('asks for a passed defence only where the plan says so, and for the rest as well', () => {
    const defended = { ...plan, graduation: { ...plan.graduation, defence: true } }
    const all = { checkIns: 7, accepted: 4, passed: [] }
    expect(graduates(defended, { ...all, defended: false })).toBe(false)
    expect(graduates(defended, { ...all, checkIns: 5, defended: true })).toBe(false)
    expect(graduates(defended, { ...all, defended: true })).toBe(true)
    expect(graduates({ ...plan, graduation: { ...plan.graduation, defence: false } }, { ...all, defended: false })).toBe(true)
  })

  it('never fails who has everything, and never takes it from who does more', () => {
    const percent = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(percent, percent, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 4 }), (checkIns, homework, did, gave) => {
        const rules = { ...plan, graduation: { checkIns, homework } }
        expect(graduates(rules, { checkIns: 7, accepted: 7, passed: [], defended: false })).toBe(true)
        const now = graduates(rules, { checkIns: did, accepted: gave, passed: [], defended: false })
        expect(graduates(rules, { checkIns: did + 1, accepted: gave + 1, passed: [], defended: false }) || !now).toBe(true)
      }),
      { seed: 1126 },
    )
  })
})

describe('the words of a certificate', () => {
  const facts = {
    name: '王小雨',
    camp: '早起营',
    edition: '第一期',
    days: 7,
    checkIns: 6,
    date: '2026-11-30',
    number: 'ABCD-2345',
  }
  it('fill in what is known and leave what is not', () => {
    expect(certificateText('{name} 完成「{camp}」{days} 天 {what}', facts)).toBe('王小雨 完成「早起营」7 天 {what}')
    expect([shownNumber('ABCD2345'), typedNumber(' abcd－2345 '), typedNumber('abcd-2345')]).toEqual(['ABCD-2345', 'ABCD2345', 'ABCD2345'])
  })

  it('break into lines that fit, lose nothing, and begin with no closing mark', () => {
    const width = (text: string) => [...text].length
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('天', '地', '，', '。', 'a', 'Z', ' ', '7'), maxLength: 80 }), (text) => {
        const lines = wrapText(text, width, 12)
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        expect(lines.slice(1).filter((line) => /^[，。]/.test(line))).toEqual([])
      }),
      { seed: 1126 },
    )
  })
})
