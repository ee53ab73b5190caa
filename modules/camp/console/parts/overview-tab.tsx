import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Figure, Figures, Go, Section } from '@grove/ui'
import { Tag } from 'antd'
import { type CampPlan, type EditionDetail, type EditionFigures, getEditionFigures } from '../../contract/index.ts'

type Phase = CampPlan['journey'][number]['phase']

/** Where each phase is worked on: a tab of the edition and its name. */
const PLACES: Readonly<Record<Phase, readonly [tab: string, label: string]>> = {
  screen: ['applicants', 'camp.tab.applicants'],
  notice: ['applicants', 'camp.tab.applicants'],
  opening: ['check-ins', 'camp.check_ins'],
  days: ['roster', 'camp.tab.roster'],
  coaching: ['coaching', 'camp.coaching'],
  graduation: ['certificates', 'camp.tab.certificates'],
  offer: ['feedback', 'camp.feedback'],
  review: ['feedback', 'camp.feedback'],
}

/** Where the edition stands, and the journey of its students. */
export function OverviewTab({ edition }: { readonly edition: EditionDetail }) {
  const { t, f } = useI18n()
  const { plan } = edition
  const figures = useRoute(getEditionFigures, { id: edition.id }, { liveOn: ['camp'], refetchEvery: 60_000 })
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
        <JourneyMap plan={plan} now={{ edition, figures: figures.data }} />
      </Section>
    </>
  )
}

interface Now {
  readonly edition: EditionDetail
  readonly figures: EditionFigures | undefined
}

/** Each phase against the relationship: what the member feels, does, gets; in an edition also how it stands, where it is worked on, and its steps. */
export function JourneyMap({ plan, now }: { readonly plan: CampPlan; readonly now?: Now }) {
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
          {now ? <Standing phase={line.phase} {...now} /> : null}
        </section>
      ))}
    </div>
  )
}

function Standing({ phase, edition, figures }: Now & { readonly phase: Phase }) {
  const { t, f } = useI18n()
  const [tab, label] = PLACES[phase]
  const share = (title: string, value: number | null | undefined) =>
    value === null || value === undefined ? [] : [`${t(title)} ${t('camp.review.percent', { percent: f.number(value) })}`]
  const counts: Readonly<Record<Phase, readonly string[]>> = {
    screen: [`${t('camp.student_state.applied')} ${f.number(edition.applied)}`],
    notice: [`${t('camp.student_state.admitted')} ${f.number(edition.admitted)}`],
    opening: share('camp.field.check_ins', figures?.checkIns),
    days: [...share('camp.field.check_ins', figures?.checkIns), ...share('camp.review.homework', figures?.homework)],
    coaching: [],
    graduation: share('camp.review.graduates', figures?.graduates),
    offer: share('camp.review.bought', figures?.bought),
    review: figures?.rating ? [`${t('camp.review.rating')} ${f.number(figures.rating)}`] : [],
  }
  return (
    <p className="camp-phase-now">
      {counts[phase].map((words) => (
        <strong key={words}>{words}</strong>
      ))}
      <Go to={`/camps/${edition.id}?tab=${tab}`}>{t(label)}</Go>
      <Go to={`/communities/${edition.communityId}?tab=playbook`}>{t('camp.journey.steps')}</Go>
    </p>
  )
}
