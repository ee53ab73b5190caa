import type { GivenAnswer, Grade, MultiRule, QuestionBody } from '../contract/index.ts'

/** The same text, whether typed full or half width, in capitals, with more or fewer spaces, or with a stop at its end. */
export function plainAnswer(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/[.。!！,，;；]+$/u, '')
}

/** Points of one answer. An answer of another shape than the question's, or none, is wrong; a short answer with words waits for a person. */
export function gradeAnswer(question: QuestionBody, given: GivenAnswer | undefined, rule: MultiRule = 'all'): Grade {
  const of = question.points
  if (question.kind === 'short') {
    const said = typeof given === 'string' && given.trim() !== ''
    return said ? { state: 'person', points: 0, of } : { state: 'wrong', points: 0, of }
  }
  const share = shareOf(question, given, rule)
  const points = share === 1 ? of : Math.floor(of * share)
  return { state: share === 1 ? 'right' : points > 0 ? 'partly' : 'wrong', points, of }
}

/** From 0 to 1. */
function shareOf(question: Exclude<QuestionBody, { kind: 'short' }>, given: GivenAnswer | undefined, rule: MultiRule): number {
  if (question.kind === 'single') return given === question.right ? 1 : 0
  if (!Array.isArray(given)) return 0
  if (question.kind === 'multi') return multiShare(new Set(question.right), new Set(given as readonly unknown[]), rule)
  const filled = question.blanks.filter((accepted, at) => {
    const text = (given as readonly unknown[])[at]
    return typeof text === 'string' && text.trim() !== '' && accepted.some((one) => plainAnswer(one) === plainAnswer(text))
  })
  return filled.length / question.blanks.length
}

function multiShare(right: ReadonlySet<number>, chosen: ReadonlySet<unknown>, rule: MultiRule): number {
  const hits = [...right].filter((at) => chosen.has(at)).length
  if (hits < chosen.size) return 0
  return rule === 'partial' || hits === right.size ? hits / right.size : 0
}
