import { useT } from '@grove/i18n/react'
import type { FormBody, FormPurpose, Question } from '../../contract/index.ts'

/** What the member will see, drawn while it is being written. */
export function PhonePreview({ body, purpose }: { body: FormBody; purpose: FormPurpose }) {
  const t = useT()
  return (
    <aside className="form-phone" aria-label={t('form.preview')}>
      <div className="form-phone-screen">
        <h3>{body.title || t('form.unnamed')}</h3>
        {body.intro ? <p className="form-phone-intro">{body.intro}</p> : null}
        {body.questions.map((question) => (
          <div key={question.key} className="form-phone-question">
            <strong>
              {question.label || t('form.unnamed')}
              {question.required ? <span className="form-required"> *</span> : null}
            </strong>
            <Field question={question} />
            {question.hint ? <small>{question.hint}</small> : null}
          </div>
        ))}
        {purpose === 'card' ? <p className="form-phone-share">☐ {t('form.page.share')}</p> : null}
        <div className="form-phone-button">{t('form.page.send')}</div>
      </div>
    </aside>
  )
}

function Field({ question }: { question: Question }) {
  const t = useT()
  if (question.kind === 'single' || question.kind === 'multi')
    return (
      <div className="form-phone-chips">
        {question.options.map((option) => (
          <span key={option.id}>{option.label}</span>
        ))}
      </div>
    )
  const shown = { text: '', number: '0', date: '2026-01-01', region: t('form.page.province') }[question.kind]
  return <div className="form-phone-field">{shown}</div>
}
