import type { Finding } from '@grove/playbook-kit/contract'
import type { LintSubject } from './subject.ts'
import { wordsOf } from './words-of.ts'

/** Words that a rule of WeChat looks for, in one sentence: `both` in any order, or `alone`. */
export interface Suspicion {
  readonly both?: readonly [RegExp, RegExp]
  readonly alone?: RegExp
}

/** Sentences end at marks and at line ends: a gift in one and a share in the next are two things. */
const sentences = (words: string): readonly string[] => words.split(/[。！？!?；;\n]|\.\s/)

const fits = ({ both, alone }: Suspicion, sentence: string): boolean =>
  alone?.test(sentence) === true || (both?.every((part) => part.test(sentence)) ?? false)

/** Steps whose words break a rule of the platform, with the sentence that does. */
export function findInWords(
  { definition }: LintSubject,
  suspicions: readonly Suspicion[],
  say: (sentence: string) => Pick<Finding, 'message' | 'hint'>,
): readonly Finding[] {
  return definition.steps.flatMap((step, index) => {
    const found = sentences(wordsOf(step, definition)).find((sentence) => suspicions.some((one) => fits(one, sentence)))
    if (found === undefined) return []
    const shown = [...found.trim()].slice(0, 40).join('')
    return [{ path: ['steps', index, 'do'], ...say(shown) }]
  })
}
