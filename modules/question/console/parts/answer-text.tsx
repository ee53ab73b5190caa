import type { QuestionBody } from '../../contract/index.ts'
import { optionLetter } from '../../domain/index.ts'

/** What is right, in one line. */
export function AnswerText({ body }: { readonly body: QuestionBody }) {
  if (body.kind === 'single') return <>{`${optionLetter(body.right)} ${body.options[body.right] ?? ''}`}</>
  if (body.kind === 'multi') return <>{body.right.map((at) => `${optionLetter(at)} ${body.options[at] ?? ''}`).join(' · ')}</>
  if (body.kind === 'blank') return <>{body.blanks.map((one) => one.join(' | ')).join(' · ')}</>
  return <span className="g-soft">{body.model || '–'}</span>
}
