import { useI18n } from '@grove/i18n/react'
import { Figure, Figures, Section } from '@grove/ui'
import { Tag } from 'antd'
import type { CampPlan, EditionDetail } from '../../contract/index.ts'

/** Where the edition stands, and the journey of its students. */
export function OverviewTab({ edition }: { readonly edition: EditionDetail }) {
  const { t, f } = useI18n()
  const { plan } = edition
  return (
    <>
      <Section>
        <Figures>
          <Figure
            label={t('camp.field.students')}
            value={t('camp.of', { count: f.number(edition.admitted), of: f.number(edition.seats) })}
            definition={t('camp.figure.students')}
            rows={`/camps/${edition.id}?tab=roster`}
          />
          <Figure
            label={t('camp.student_state.waiting')}
            value={edition.waiting}
            definition={t('camp.figure.waiting')}
            rows={`/camps/${edition.id}?tab=applicants`}
          />
          <Figure
            label={t('camp.student_state.applied')}
            value={edition.applied}
            definition={t('camp.figure.applied')}
            rows={`/camps/${edition.id}?tab=applicants`}
          />
          <Figure
            label={t('camp.figure.today')}
            value={t('camp.of', {
              count: f.number(Math.max(0, Math.min(edition.today, plan.days.length))),
              of: f.number(plan.days.length),
            })}
            definition={t('camp.figure.today_definition', { zone: edition.zone })}
          />
          <Figure label={t('camp.field.graduates')} value={edition.graduates} definition={t('camp.figure.graduates')} />
        </Figures>
      </Section>
      <Section title={t('camp.journey')}>
        <JourneyMap plan={plan} />
      </Section>
    </>
  )
}

/** Each phase against the relationship: what the member feels, does, gets. */
export function JourneyMap({ plan }: { readonly plan: CampPlan }) {
  const { t } = useI18n()
  return (
    <div className="camp-journey">
      {plan.journey.map((line) => (
        <section key={line.phase} className="camp-phase">
          <strong>{t(`camp.phase.${line.phase}`)}</strong> <Tag>{t(`camp.relation.${line.relation}`)}</Tag>
          <dl>
            <dt>{t('camp.journey.feels')}</dt>
            <dd>{line.feels}</dd>
            <dt>{t('camp.journey.does')}</dt>
            <dd>{line.does}</dd>
            <dt>{t('camp.journey.gets')}</dt>
            <dd>{line.gets}</dd>
          </dl>
        </section>
      ))}
    </div>
  )
}
