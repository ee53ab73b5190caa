import { ChoiceField, ManyField, TextField, useWords } from '@grove/ui-h5'
import type { AskedQuestion, GivenAnswers } from '../../contract/index.ts'

/** Questions of a quiz or exam, one under the other. */
export function QuestionFields(props: {
  readonly questions: readonly AskedQuestion[]
  readonly answers: GivenAnswers
  readonly onChange: (answers: GivenAnswers) => void
}) {
  return (
    <>
      {props.questions.map((question, at) => (
        <div key={question.id} className="camp-question">
          <One
            question={question}
            label={`${at + 1}. ${question.stem}`}
            answer={props.answers[String(question.id)]}
            onAnswer={(answer) => props.onChange({ ...props.answers, [String(question.id)]: answer })}
          />
        </div>
      ))}
    </>
  )
}

type Answer = GivenAnswers[string]

function One(props: {
  readonly question: AskedQuestion
  readonly label: string
  readonly answer: Answer | undefined
  readonly onAnswer: (answer: Answer) => void
}) {
  const { t } = useWords()
  const { question, label, answer, onAnswer } = props
  const options = question.options.map((text, at) => ({ value: String(at), label: `${String.fromCharCode(65 + at)}. ${text}` }))
  if (question.kind === 'single')
    return (
      <ChoiceField
        label={label}
        value={answer === undefined ? '' : String(answer as number)}
        options={options}
        onChange={(value) => onAnswer(Number(value))}
      />
    )
  if (question.kind === 'multi')
    return (
      <ManyField
        label={`${label} ${t('camp.phone.several')}`}
        values={Array.isArray(answer) ? answer.map(String) : []}
        options={options}
        onChange={(values) => onAnswer(values.map(Number).toSorted((a, b) => a - b))}
      />
    )
  if (question.kind === 'short')
    return <TextField label={label} lines={4} maxLength={2000} value={typeof answer === 'string' ? answer : ''} onChange={onAnswer} />
  const filled = Array.isArray(answer) ? answer.map(String) : []
  return (
    <>
      {Array.from({ length: question.blanks }, (_, at) => (
        <TextField
          key={at}
          label={question.blanks === 1 ? label : `${label} ${t('camp.phone.blank', { number: at + 1 })}`}
          maxLength={200}
          value={filled[at] ?? ''}
          onChange={(text) =>
            onAnswer(Array.from({ length: question.blanks }, (_, index) => (index === at ? text : (filled[index] ?? ''))))
          }
        />
      ))}
    </>
  )
}
