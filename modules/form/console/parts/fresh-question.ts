import type { Translator } from '@grove/i18n'
import type { Question } from '../../contract/index.ts'
import { newKey } from '../../domain/new-key.ts'

/** A question of a kind under a key that is free, ready to be worded. */
export function freshQuestion(kind: Question['kind'], others: readonly Question[], t: Translator): Question {
  const key = newKey(
    'q',
    others.map((one) => one.key),
  )
  const shared = { key, label: '', required: false, inExample: true }
  if (kind === 'single' || kind === 'multi')
    return { kind, ...shared, options: ['o1', 'o2'].map((id, at) => ({ id, label: t('form.option_n', { number: at + 1 }) })) }
  return kind === 'text' ? { kind, ...shared, longest: 100 } : { kind, ...shared }
}
