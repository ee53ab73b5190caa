import type { AnswerProblem, Answers, Question } from '../contract/index.ts'
import { regionOf } from './region.ts'

export type Answer = Answers[string]
export interface Problem {
  readonly question: string
  readonly problem: AnswerProblem
}

/** Answers that are kept (unknown questions and empty answers dropped), and what is wrong with the rest. */
export function checkAnswers(questions: readonly Question[], given: Answers): { answers: Answers; problems: readonly Problem[] } {
  const answers: Record<string, Answer> = {}
  const problems: Problem[] = []
  for (const question of questions) {
    const answer = tidy(given[question.key])
    const problem = answer === undefined ? (question.required ? 'required' : undefined) : problemOf(question, answer)
    if (problem) problems.push({ question: question.key, problem })
    else if (answer !== undefined) answers[question.key] = answer
  }
  return { answers, problems }
}

function tidy(answer: Answer | undefined): Answer | undefined {
  if (typeof answer === 'string') return answer.trim() || undefined
  if (Array.isArray(answer)) return answer.length ? [...new Set(answer)] : undefined
  return answer
}

function problemOf(question: Question, answer: Answer): AnswerProblem | undefined {
  switch (question.kind) {
    case 'single':
      return question.options.some((option) => option.id === answer) ? undefined : 'unknown_option'
    case 'multi': {
      if (!Array.isArray(answer) || answer.some((id) => !question.options.some((option) => option.id === id))) return 'unknown_option'
      return question.most !== undefined && answer.length > question.most ? 'too_many' : undefined
    }
    case 'text':
      return typeof answer !== 'string' || [...answer].length > question.longest ? 'too_long' : undefined
    case 'number':
      if (typeof answer !== 'number' || !Number.isFinite(answer)) return 'not_a_number'
      if (question.least !== undefined && answer < question.least) return 'too_small'
      return question.most !== undefined && answer > question.most ? 'too_big' : undefined
    case 'date':
      return typeof answer === 'string' && isDay(answer) ? undefined : 'not_a_date'
    case 'region':
      return typeof answer === 'string' && regionOf(answer) ? undefined : 'unknown_region'
  }
}

const LONG = new Set([1, 3, 5, 7, 8, 10, 12])

/** YYYY-MM-DD that the calendar knows. */
function isDay(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return false
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const longest = month === 2 ? (leap ? 29 : 28) : LONG.has(month) ? 31 : 30
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= longest
}
