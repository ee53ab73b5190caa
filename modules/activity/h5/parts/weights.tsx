import { useWords } from '@grove/ui-h5'
import type { PhoneView } from '../../contract/index.ts'

/** Who has more than one ticket, as everybody may know. */
export function Weights({ weights }: { readonly weights: NonNullable<PhoneView['weights']> }) {
  const { t } = useWords()
  return (
    <ul className="act-weights">
      {weights.perSignIn > 0 && <li>{t('activity.weights.per_sign_in', { tickets: weights.perSignIn })}</li>}
      {weights.rules.map((rule) => (
        <li key={rule.label}>{t('activity.weights.rule', rule)}</li>
      ))}
    </ul>
  )
}
