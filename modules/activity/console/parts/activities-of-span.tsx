import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Go, Section } from '@grove/ui'
import { listActivities } from '../../contract/index.ts'
import { ActivityState } from './activity-state.tsx'
import './activity.css'

/** Under the calendar: activities that start in the days it shows; nothing when there are none. */
export default function ActivitiesOfSpan({ from, to }: { from: string; to: string }) {
  const { t, f } = useI18n()
  const found = useRoute(listActivities, { from, to, limit: 100 }, { keepPrevious: true })
  const items = (found.data?.items ?? []).toReversed()
  if (items.length === 0) return null
  return (
    <Section title={t('activity.in_calendar')}>
      <ul className="activity-span">
        {items.map((one) => (
          <li key={one.id}>
            <span>{f.dateTime(one.startsAt)}</span>
            <Go to={`/activities/${one.id}`}>{one.title}</Go>
            <span className="g-soft">{one.communityName}</span>
            <ActivityState stage={one.stage} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
