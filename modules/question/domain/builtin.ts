import type { BankPurpose, QuestionBody, QuestionTheme } from '../contract/index.ts'
import { ENGLISH } from './builtin-en.ts'
import { CHINESE } from './builtin-zh.ts'

/** Stem, the right option, three others, and what is told when it is revealed. */
export type Pick = readonly [stem: string, right: string, others: readonly [string, string, string], explain?: string]

export interface BuiltinSource {
  readonly key: string
  readonly name: string
  readonly purpose: BankPurpose
  readonly note: string
  readonly themes: Readonly<Partial<Record<QuestionTheme, readonly Pick[]>>>
}
export interface BuiltinBank extends Omit<BuiltinSource, 'themes'> {
  readonly questions: readonly QuestionBody[]
}

/** Banks a workspace starts with, in its language. */
export function builtinBanks(locale: 'zh' | 'en'): readonly BuiltinBank[] {
  return (locale === 'zh' ? CHINESE : ENGLISH).map(({ themes, ...bank }) => ({
    ...bank,
    questions: Object.entries(themes).flatMap(([theme, picks]) => picks.map((pick, at) => questionOf(theme as QuestionTheme, pick, at))),
  }))
}

/** The right option goes round the four places, so that nobody learns a letter. */
function questionOf(theme: QuestionTheme, [stem, right, others, explain = '']: Pick, at: number): QuestionBody {
  const place = (at * 7 + stem.length) % 4
  return { kind: 'single', theme, stem, explain, points: 1, options: others.toSpliced(place, 0, right), right: place }
}
