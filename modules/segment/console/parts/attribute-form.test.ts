import { attributeCondition } from '@grove/member/contract'
import { expect, it } from 'vitest'
import type { Field } from '../../contract/index.ts'
import { attributeForm } from './attribute-form.ts'

const form = attributeCondition.form as unknown as readonly Field[]
const fields = new Map([
  ['hobby', { type: 'multi' as const, options: ['跑步', '读书'] }],
  ['birthday', { type: 'date' as const, options: [] }],
  ['vip', { type: 'yes_no' as const, options: [] }],
])
const offered = (key: string, more: object = {}) => attributeForm(form, { key, ...more }, fields).map((one) => one.param)

it('offers no test that can not hold for the field', () => {
  expect(offered('birthday')).not.toContain('contains')
  expect(offered('city')).not.toContain('atLeast')
  expect(offered('free text')).not.toContain('has')
})

it('offers the options of a field with several choices, and yes or no for a switch', () => {
  const [, has] = attributeForm(form, { key: 'hobby' }, fields)
  expect(has).toMatchObject({ param: 'has', input: 'choices', choices: [{ value: '跑步' }, { value: '读书' }] })
  expect(attributeForm(form, { key: 'vip' }, fields)[1]).toMatchObject({ param: 'is', input: 'yesno' })
})

it('keeps a test that was made before, so that it can be taken away', () => {
  expect(offered('birthday', { contains: '1990' })).toContain('contains')
})
