import { ChoiceField, ManyField, TextField, useWords } from '@grove/ui-h5'
import type { Answers, Question } from '../../contract/index.ts'
import { RegionField } from './region-field.tsx'

type Answer = Answers[string]

/** One question with the field a thumb answers it by. Undefined: not answered. */
export function QuestionField({
  question,
  answer,
  problem,
  onAnswer,
}: {
  readonly question: Question
  readonly answer: Answer | undefined
  readonly problem: string | undefined
  readonly onAnswer: (answer: Answer | undefined) => void
}) {
  const { t } = useWords()
  const most = question.kind === 'multi' ? question.most : undefined
  const hint = question.hint ?? (most ? t('form.page.most', { most }) : undefined)
  const field = {
    label: question.label,
    required: question.required,
    ...(hint ? { hint } : {}),
    ...(problem ? { problem } : {}),
  }
  const text = typeof answer === 'string' ? answer : typeof answer === 'number' ? String(answer) : ''
  const onText = (value: string) => onAnswer(value || undefined)
  switch (question.kind) {
    case 'single':
      return <ChoiceField {...field} value={text} onChange={onText} options={question.options.map(optionOf)} />
    case 'multi':
      return (
        <ManyField
          {...field}
          values={Array.isArray(answer) ? answer : []}
          onChange={(values) => onAnswer(values.length ? values : undefined)}
          options={question.options.map(optionOf)}
          {...(most ? { most } : {})}
        />
      )
    case 'text':
      return (
        <TextField
          {...field}
          value={text}
          onChange={onText}
          maxLength={question.longest}
          {...(question.longest > 60 ? { lines: 3 } : {})}
        />
      )
    case 'number':
      return <TextField {...field} kind="number" value={text} onChange={(value) => onAnswer(value === '' ? undefined : Number(value))} />
    case 'date':
      return <TextField {...field} kind="date" value={text} onChange={onText} />
    case 'region':
      return <RegionField {...field} value={text} onChange={onText} />
  }
}

const optionOf = ({ id, label }: { readonly id: string; readonly label: string }) => ({ value: id, label })
