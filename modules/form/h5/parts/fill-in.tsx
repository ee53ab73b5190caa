import { Button, LanguageSwitch, Page, ProblemLine, useSend, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import { answerForm, type Answers, type FormPage } from '../../contract/index.ts'
import { ExampleCard } from './example-card.tsx'
import { QuestionField } from './question-field.tsx'

/** The questions, what is still missing, and one button. What was typed stays when sending fails. */
export function FillIn({
  view,
  arrival,
  onDone,
}: {
  readonly view: FormPage
  readonly arrival: { readonly ws: string; readonly code: string; readonly from?: string }
  readonly onDone: () => void
}) {
  const { t } = useWords()
  const [answers, setAnswers] = useState<Answers>(view.you?.answers ?? {})
  const [share, setShare] = useState(view.you?.shared ?? false)
  const [checked, setChecked] = useState(false)
  const answer = useSend(answerForm)
  const refused = problemsOf(answer.problem?.data)
  const given = view.questions.filter((question) => answers[question.key] !== undefined).length
  const missing = (key: string, required: boolean) => checked && required && answers[key] === undefined

  const put = (key: string, value: Answers[string] | undefined) => {
    const { [key]: _old, ...rest } = answers
    setAnswers(value === undefined ? rest : { ...rest, [key]: value })
    answer.clear()
  }
  const submit = async () => {
    setChecked(true)
    const first = view.questions.find((question) => question.required && answers[question.key] === undefined)
    if (first) return document.getElementById(`form-${first.key}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    if (await answer.send({ ...arrival, answers, share })) onDone()
  }

  return (
    <Page
      title={view.workspaceName}
      actions={<LanguageSwitch />}
      footer={
        <>
          <ProblemLine problem={refused.size ? undefined : answer.problem} />
          <Button kind="primary" wide busy={answer.busy} onPress={() => void submit()}>
            {t(view.you?.answers ? 'form.page.save' : 'form.page.send')}
          </Button>
        </>
      }
    >
      <div className="form-stack">
        <div>
          <h2>{view.title}</h2>
          {view.intro && <p className="form-intro">{view.intro}</p>}
        </div>
        <div
          className="form-progress"
          role="progressbar"
          aria-label={t('form.page.progress', { given, all: view.questions.length })}
          aria-valuemin={0}
          aria-valuemax={view.questions.length}
          aria-valuenow={given}
        >
          <span style={{ width: `${(100 * given) / Math.max(1, view.questions.length)}%` }} />
        </div>
        {view.example && <ExampleCard example={view.example} />}
        <div className="form-questions">
          {view.questions.map((question) => {
            const problem = refused.get(question.key) ?? (missing(question.key, question.required) ? 'required' : undefined)
            return (
              <div key={question.key} id={`form-${question.key}`}>
                <QuestionField
                  question={question}
                  answer={answers[question.key]}
                  problem={problem && t(`form.problem.${problem}`)}
                  onAnswer={(value) => put(question.key, value)}
                />
              </div>
            )
          })}
        </div>
        {view.purpose === 'card' && (
          <label className="form-share">
            <input type="checkbox" checked={share} onChange={(event) => setShare(event.target.checked)} />
            <span>{t('form.page.share')}</span>
          </label>
        )}
        <p className="h5-hint">{t('form.page.privacy')}</p>
      </div>
    </Page>
  )
}

function problemsOf(data: unknown): ReadonlyMap<string, string> {
  const problems = (data as { problems?: { question: string; problem: string }[] } | undefined)?.problems ?? []
  return new Map(problems.map((one) => [one.question, one.problem]))
}
