import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemberField } from '../contract/index.ts'
import { fitAttributes, fitValue } from './fit-value.ts'

const field = (type: MemberField['type'], more: Partial<MemberField> = {}) => ({ type, options: [], rules: {}, required: false, ...more })

describe('a value for a field', () => {
  it('is refused with the reason', () => {
    for (const [of, given, fault] of [
      [field('number'), '三', 'not_number'],
      [field('number'), '1e5', 'not_number'],
      [field('number', { rules: { min: 1 } }), 0, 'too_small'],
      [field('number', { rules: { max: 9 } }), '10', 'too_large'],
      [field('date'), '2026-02-30', 'not_date'],
      [field('date'), '5/3/2026', 'not_date'],
      [field('yes_no'), '也许', 'not_yes_no'],
      [field('single', { options: ['金', '银'] }), '铜', 'not_option'],
      [field('multi', { options: ['金', '银'] }), '金;铜', 'not_option'],
      [field('text', { rules: { maxLength: 3 } }), '四个字呀', 'too_long'],
      [field('text', { required: true }), ' ', 'required'],
      [field('region', { required: true }), null, 'required'],
    ] as const)
      expect([given, fitValue(of, given)]).toEqual([given, { fault }])
  })

  it('is read as people write it', () => {
    for (const [of, given, value] of [
      [field('number'), '1,200', 1200],
      [field('number'), '－3.5', -3.5],
      [field('date'), '2024/2/29', '2024-02-29'],
      [field('date'), '2026年3月5日', '2026-03-05'],
      [field('yes_no'), '是', true],
      [field('yes_no'), 'No', false],
      [field('multi', { options: ['金', '银', '铜'] }), '铜、金、铜', '金;铜'],
      [field('text'), ' 猫 ', '猫'],
      [field('number'), '', null],
    ] as const)
      expect([given, fitValue(of, given)]).toEqual([given, { value }])
  })

  it('stays as it is when it is fitted again', () => {
    const options = ['a', 'b', 'c']
    const types = fc.constantFrom<MemberField['type']>('text', 'number', 'date', 'yes_no', 'single', 'multi', 'region')
    const given = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('a;b', '2026-1-2', '是'),
    )
    fc.assert(
      fc.property(types, given, (type, value) => {
        const once = fitValue(field(type, { options }), value)
        if ('value' in once) expect(fitValue(field(type, { options }), once.value)).toEqual(once)
      }),
    )
  })

  it('of no field is free', () => {
    const fields = new Map([['等级', field('single', { options: ['金'] })]])
    expect(fitAttributes(fields, { 等级: '金', 其他: '随便' })).toEqual({ attributes: { 等级: '金', 其他: '随便' } })
    expect(fitAttributes(fields, { 等级: '铁' })).toEqual({ key: '等级', fault: 'not_option' })
  })
})
