import type { MemberField } from '@grove/member/contract'
import type { Field } from '../../contract/index.ts'

type Asked = Pick<MemberField, 'type' | 'options'>

const TEXT = ['is', 'not', 'in', 'contains', 'startsWith', 'exists']
const TESTS: Readonly<Record<MemberField['type'], readonly string[]>> = {
  text: TEXT,
  region: TEXT,
  number: ['is', 'above', 'below', 'atLeast', 'atMost', 'exists'],
  date: ['past', 'ahead', 'older', 'yearly', 'after', 'before', 'exists'],
  yes_no: ['is', 'exists'],
  single: ['is', 'not', 'in', 'exists'],
  multi: ['has', 'hasAll', 'exists'],
}
const BUILT_IN = ['gender', 'ageBand', 'city', 'cityTier', 'occupation', 'industry', 'employer', 'title', 'source']
const GENDERS = [
  { value: 'female', label: { zh: '女', en: 'Female' } },
  { value: 'male', label: { zh: '男', en: 'Male' } },
  { value: 'other', label: { zh: '其他', en: 'Other' } },
]

/** The tests that make sense for the field chosen, with its options to choose from; tests already made stay. */
export function attributeForm(
  form: readonly Field[],
  params: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, Asked>,
): readonly Field[] {
  const key = String(params['key'] ?? '')
  const field = fields.get(key)
  const tests = field ? TESTS[field.type] : BUILT_IN.includes(key) ? TEXT : undefined
  const choices = field?.options.length
    ? field.options.map((value) => ({ value, label: { zh: value, en: value } }))
    : key === 'gender'
      ? GENDERS
      : undefined
  return form.flatMap((one) => {
    const kept = one.param === 'key' || one.param in params || (tests?.includes(one.param) ?? !['has', 'hasAll'].includes(one.param))
    return kept ? [{ ...one, ...inputFor(one, field, choices) }] : []
  })
}

function inputFor(one: Field, field: Asked | undefined, choices: Field['choices']): Partial<Field> {
  if (field?.type === 'yes_no' && one.param === 'is') return { input: 'yesno' }
  if (field?.type === 'number' && one.param === 'is') return { input: 'number' }
  if (!choices) return {}
  if (one.param === 'is' || one.param === 'not') return { input: 'choice', choices }
  return ['in', 'has', 'hasAll'].includes(one.param) ? { input: 'choices', choices } : {}
}
