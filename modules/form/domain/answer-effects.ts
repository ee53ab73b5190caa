import type { AnswerField, Answers, Question } from '../contract/index.ts'
import { answerText } from './answer-words.ts'
import type { Answer } from './check-answers.ts'
import { regionOf } from './region.ts'

export interface AnswerEffects {
  readonly fields: Readonly<Partial<Record<AnswerField, string>>>
  readonly attributes: Readonly<Record<string, string | number>>
  readonly tags: readonly string[]
  /** Tags of options that were not chosen; one that another question gives stays. */
  readonly untags: readonly string[]
}

/** What answers write into the record. Questions without an answer write nothing. */
export function effectsOf(questions: readonly Question[], answers: Answers): AnswerEffects {
  const fields: Partial<Record<AnswerField, string>> = {}
  const attributes: Record<string, string | number> = {}
  const tags = new Set<string>()
  const others = new Set<string>()
  for (const question of questions) {
    const answer = answers[question.key]
    if (answer === undefined) continue
    if (question.into && 'field' in question.into) fields[question.into.field] = fieldText(question, answer)
    else if (question.into) attributes[question.into.attribute] = typeof answer === 'number' ? answer : answerText(question, answer)
    if (question.kind !== 'single' && question.kind !== 'multi') continue
    const chosen = new Set([answer].flat().map(String))
    for (const option of question.options) if (option.tag) (chosen.has(option.id) ? tags : others).add(option.tag)
  }
  return { fields, attributes, tags: [...tags], untags: [...others].filter((tag) => !tags.has(tag)) }
}

const GENDERS = ['female', 'male', 'other']

/** The record keeps a city by its name, and a gender by its code when the option is called so. */
function fieldText(question: Question, answer: Answer): string {
  if (question.kind === 'region') return regionOf(String(answer))?.city ?? ''
  if (question.into && 'field' in question.into && question.into.field === 'gender' && GENDERS.includes(String(answer)))
    return String(answer)
  return answerText(question, answer).slice(0, 100)
}
