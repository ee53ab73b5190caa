import type { Translator } from '@grove/i18n'
import type { AwardRule, Proof } from '../contract/index.ts'

type Told = NonNullable<Proof['weights']>

/** Who has more than one ticket, as everybody may know, a line each. */
export const weightWords = (t: Translator, { perSignIn, rules }: Told): string[] => [
  ...(perSignIn > 0 ? [t('activity.weights.per_sign_in', { tickets: perSignIn })] : []),
  ...rules.map(({ label, tickets }) => t('activity.weights.rule', { label, tickets })),
]

/** What a prize has of its own: whom it is for, and who has more tickets for it. */
export const prizeWords = (t: Translator, own: { readonly only: string | null; readonly weights: Told | null }): string[] => [
  ...(own.only === null ? [] : [t('activity.only.for', { label: own.only })]),
  ...(own.weights === null ? [] : weightWords(t, own.weights)),
  ...(own.weights !== null && own.weights.perSignIn === 0 && own.weights.rules.length === 0 ? [t('activity.own.one_each')] : []),
]

/** The same of an award's rule; nothing where it is no draw. */
export const ownWords = (t: Translator, who: AwardRule): string[] =>
  who.kind === 'draw' ? prizeWords(t, { only: who.only?.label ?? null, weights: who.weights ?? null }) : []
