import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { EmptyState, Figure, Figures, Go, Loaded, Section, useUrlValue } from '@grove/ui'
import type { FormDetail, FormFigures, QuestionFigures } from '../../contract/index.ts'
import { readFormFigures } from '../../contract/index.ts'
import { CommunityChoice } from './community-choice.tsx'

/** How many answered, how quickly, and what they said. */
export function FigureTab({ form }: { form: FormDetail }) {
  const [communityId, choose] = useUrlValue('communityId', '')
  const figures = useRoute(readFormFigures, { id: form.id, ...(communityId ? { communityId } : {}) })
  return (
    <>
      <CommunityChoice value={communityId} onChange={choose} />
      <Loaded of={figures}>{(data) => <Shown form={form} data={data} communityId={communityId} />}</Loaded>
    </>
  )
}

function Shown({ form, data, communityId }: { form: FormDetail; data: FormFigures; communityId: string }) {
  const { t, f } = useI18n()
  const rows = `/forms/${form.id}?tab=answers${communityId ? `&communityId=${communityId}` : ''}`
  if (data.asked === 0 && data.answered === 0)
    return (
      <Section>
        <EmptyState
          title={t('form.figures.empty')}
          hint={t('form.figures.empty_hint')}
          action={<Go to={`/forms/${form.id}?tab=share`}>{t('form.tab.share')}</Go>}
        />
      </Section>
    )
  const share = (part: number, whole: number) => (whole === 0 ? null : f.percent(part / whole))
  return (
    <>
      <Section>
        <Figures>
          <Figure label={t('form.figures.asked')} value={data.asked} definition={t('form.figures.asked_definition')} />
          <Figure
            label={t('form.figures.opened')}
            value={share(data.opened, data.asked)}
            note={t('form.figures.people', { count: data.opened })}
            definition={t('form.figures.opened_definition')}
          />
          <Figure
            label={t('form.figures.rate')}
            value={share(data.answeredOfAsked, data.asked)}
            note={t('form.figures.people', { count: data.answeredOfAsked })}
            definition={t('form.figures.rate_definition')}
            rows={rows}
          />
          <Figure label={t('form.figures.answered')} value={data.answered} definition={t('form.figures.answered_definition')} rows={rows} />
          <Figure
            label={t('form.figures.median')}
            value={data.medianMinutes === null ? null : t('form.figures.minutes', { count: Math.round(data.medianMinutes) })}
            definition={t('form.figures.median_definition')}
          />
        </Figures>
      </Section>
      {data.questions.map((question) => (
        <Section
          key={question.key}
          title={question.label}
          extra={<span className="g-soft">{t('form.figures.people', { count: question.answered })}</span>}
        >
          <Distribution question={question} rows={rows} />
        </Section>
      ))}
    </>
  )
}

function Distribution({ question, rows }: { question: QuestionFigures; rows: string }) {
  const { t, f } = useI18n()
  if (question.options.length === 0)
    return question.average === null ? (
      <Go to={rows}>{t('form.figures.read')}</Go>
    ) : (
      <p>{t('form.figures.average', { value: f.number(Math.round(question.average * 100) / 100) })}</p>
    )
  return (
    <ul className="form-bars">
      {question.options.map((option) => {
        const share = question.answered === 0 ? 0 : option.count / question.answered
        return (
          <li key={option.id}>
            <Go to={`${rows}&chose=${question.key}:${option.id}`}>{option.label}</Go>
            <span className="form-bar" aria-hidden="true">
              <span style={{ width: `${100 * share}%` }} />
            </span>
            <span className="form-bar-value">
              {f.number(option.count)} · {f.percent(share)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
