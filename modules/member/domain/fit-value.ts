import type { AttributeValue, MemberField } from '../contract/index.ts'

export type FieldFault = 'not_number' | 'not_date' | 'not_yes_no' | 'not_option' | 'too_small' | 'too_large' | 'too_long' | 'required'
export type Fitted = { readonly value: AttributeValue } | { readonly fault: FieldFault }

type Field = Pick<MemberField, 'type' | 'options' | 'rules' | 'required'>

const YES = new Set(['是', '有', '对', 'yes', 'y', 'true', '1'])
const NO = new Set(['否', '无', '没有', 'no', 'n', 'false', '0'])

/**
 * A value as its field wants it, from whatever was typed, imported or set: 「是」 is true, "1,200" is a number, 2026/3/5 is a day.
 * Several choices are one text, parted by semicolons, each once, in the order of the options.
 */
export function fitValue(field: Field, given: AttributeValue): Fitted {
  const text = typeof given === 'string' ? given.normalize('NFKC').trim() : given
  if (text === null || text === '') return field.required ? { fault: 'required' } : { value: null }
  switch (field.type) {
    case 'number':
      return fitNumber(field, text)
    case 'date':
      return fitDate(String(text))
    case 'yes_no':
      return fitYesNo(text)
    case 'single':
      return field.options.includes(String(text)) ? { value: String(text) } : { fault: 'not_option' }
    case 'multi':
      return fitMulti(field, String(text))
    default:
      return [...String(text)].length > (field.rules.maxLength ?? 1000)
        ? { fault: 'too_long' }
        : { value: typeof given === 'string' ? given.trim() : String(text) }
  }
}

function fitNumber({ rules }: Field, text: string | number | boolean): Fitted {
  const plain = typeof text === 'string' ? text.replace(/(?<=\d)[,\s](?=\d{3})/g, '') : text
  const value = typeof plain === 'string' && !/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number.NaN : Number(plain)
  if (typeof plain === 'boolean' || !Number.isFinite(value)) return { fault: 'not_number' }
  if (rules.min !== undefined && value < rules.min) return { fault: 'too_small' }
  if (rules.max !== undefined && value > rules.max) return { fault: 'too_large' }
  return { value }
}

function fitDate(text: string): Fitted {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text)
  if (!match) return { fault: 'not_date' }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  if (days === undefined || day < 1 || day > days || year < 1800) return { fault: 'not_date' }
  return { value: `${match[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` }
}

function fitYesNo(text: string | number | boolean): Fitted {
  const word = String(text).toLowerCase()
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : { fault: 'not_yes_no' }
}

function fitMulti({ options, required }: Field, text: string): Fitted {
  const chosen = new Set(
    text
      .split(/[;；、|,，]/u)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  // Nothing but semicolons says nothing.
  if (chosen.size === 0) return required ? { fault: 'required' } : { value: null }
  if ([...chosen].some((one) => !options.includes(one))) return { fault: 'not_option' }
  return { value: options.filter((one) => chosen.has(one)).join(';') }
}

/** Every attribute that has a field fitted; those without one are free. Answers the first that does not fit. */
export function fitAttributes(
  fields: ReadonlyMap<string, Field>,
  attributes: Readonly<Record<string, AttributeValue>>,
): { readonly attributes: Record<string, AttributeValue> } | { readonly key: string; readonly fault: FieldFault } {
  const fitted: Record<string, AttributeValue> = {}
  for (const [key, given] of Object.entries(attributes)) {
    const field = fields.get(key)
    const result: Fitted = field ? fitValue(field, given) : { value: given }
    if ('fault' in result) return { key, fault: result.fault }
    fitted[key] = result.value
  }
  return { attributes: fitted }
}
