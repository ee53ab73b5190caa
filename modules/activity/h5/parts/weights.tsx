import { useWords } from '@grove/ui-h5'
import type { Proof } from '../../contract/index.ts'

type Words = ReturnType<typeof useWords>['t']
type Told = NonNullable<Proof['weights']>

/** Who has more than one ticket, as everybody may know, a line each. */
export const weightWords = (t: Words, { perSignIn, rules }: Told): string[] => [
  ...(perSignIn > 0 ? [t('activity.weights.per_sign_in', { tickets: perSignIn })] : []),
  ...rules.map(({ label, tickets }) => t('activity.weights.rule', { label, tickets })),
]

/** What a prize has of its own: whom it is for, and who has more tickets for it. */
export const prizeWords = (t: Words, own: { readonly only: string | null; readonly weights: Told | null }): string[] => [
  ...(own.only === null ? [] : [t('activity.only.for', { label: own.only })]),
  ...(own.weights === null ? [] : weightWords(t, own.weights)),
  ...(own.weights !== null && own.weights.perSignIn === 0 && own.weights.rules.length === 0 ? [t('activity.own.one_each')] : []),
]

export function Weights({ weights }: { readonly weights: Told }) {
  const { t } = useWords()
  return (
    <ul className="act-weights">
      {weightWords(t, weights).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}
