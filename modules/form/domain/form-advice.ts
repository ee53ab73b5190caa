import type { FormBody, FormPurpose, Question } from '../contract/index.ts'

export interface Advice {
  readonly code:
    | 'too_many_questions'
    | 'long_label'
    | 'opinion'
    | 'much_typing'
    | 'sensitive'
    | 'field_of_options'
    | 'no_tag_no_field'
    | 'all_required'
  /** The question it is about; absent for the form as a whole. */
  readonly question?: string
}

const MOST_QUESTIONS = 8
const LONGEST_LABEL = 24
const OPINION = /你觉得|您觉得|怎么看|喜不喜欢|好不好|满意吗|how do you feel|do you think|do you like|your opinion/i
const SENSITIVE = /身份证|银行卡|密码|验证码|住址|宗教|病史|identity card|id number|passport|bank card|password|religion|medical/i

/**
 * What makes a form unpleasant to fill in, or useless once filled in (docs: short, objective, answered by a tap). Advice only: nothing is refused.
 */
export function formAdvice(form: Pick<FormBody, 'questions'>, purpose: FormPurpose): Advice[] {
  const { questions } = form
  const texts = questions.filter((question) => question.kind === 'text')
  return [
    ...(questions.length > MOST_QUESTIONS ? [{ code: 'too_many_questions' as const }] : []),
    ...(texts.length > 2 ? [{ code: 'much_typing' as const }] : []),
    ...(questions.length > 3 && questions.every((question) => question.required) ? [{ code: 'all_required' as const }] : []),
    ...questions.flatMap((question) => adviceOn(question, purpose).map((code) => ({ code, question: question.key }))),
  ]
}

function adviceOn(question: Question, purpose: FormPurpose): Advice['code'][] {
  const found: Advice['code'][] = []
  const wide = [...question.label].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 1 : 0.5), 0)
  if (wide > LONGEST_LABEL) found.push('long_label')
  if (purpose === 'card' && OPINION.test(question.label)) found.push('opinion')
  if (SENSITIVE.test(question.label)) found.push('sensitive')
  if (purpose === 'card' && !question.into && !tagged(question) && question.kind !== 'text') found.push('no_tag_no_field')
  if (question.kind === 'multi' && question.into && 'field' in question.into) found.push('field_of_options')
  return found
}

function tagged(question: Question): boolean {
  return (question.kind === 'single' || question.kind === 'multi') && question.options.some((option) => option.tag !== undefined)
}
