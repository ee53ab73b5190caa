import type { AnswerLine, Answers, Question } from '../contract/index.ts'
import type { Answer } from './check-answers.ts'
import { regionWords } from './region.ts'

/** What was answered, in the words of the form; questions without an answer are left out. */
export function answerLines(questions: readonly Question[], answers: Answers): AnswerLine[] {
  return questions.flatMap((question) => {
    const answer = answers[question.key]
    return answer === undefined ? [] : [{ key: question.key, label: question.label, text: answerText(question, answer) }]
  })
}

/** The lines that the next newcomer may see. */
export function exampleLines(questions: readonly Question[], answers: Answers): AnswerLine[] {
  return answerLines(
    questions.filter((question) => question.inExample),
    answers,
  )
}

export function answerText(question: Question, answer: Answer): string {
  if (question.kind === 'single' || question.kind === 'multi') {
    const labels = new Map(question.options.map((option) => [option.id, option.label]))
    return [answer]
      .flat()
      .map((id) => labels.get(String(id)) ?? String(id))
      .join('、')
  }
  return question.kind === 'region' ? regionWords(String(answer)) : String(answer)
}
