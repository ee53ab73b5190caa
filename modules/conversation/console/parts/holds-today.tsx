import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Go, Section, useNow } from '@grove/ui'
import { holdCountsRoute } from '../../contract/index.ts'

/** On Today: how many touches of the last seven days were held back and by which rules; nothing when there are none. */
export default function HoldsToday() {
  const { t, f } = useI18n()
  const now = useNow()
  const from = new Date(now.getTime() - 7 * 86_400_000).toISOString().slice(0, 10)
  const counts = useRoute(holdCountsRoute, { from }, { refetchEvery: 60_000, keepPrevious: true })
  const items = counts.data?.items ?? []
  if (items.length === 0 && !counts.data?.stopped) return null
  const page = `/held-touches?from=${from}`
  return (
    <Section title={t('hold.title_week')} extra={<Go to={page}>{t('hold.open')}</Go>}>
      {counts.data?.stopped ? <p className="g-bad">{t('hold.stopped')}</p> : null}
      <ul className="g-counts">
        {items.slice(0, 6).map((one) => (
          <li key={one.reason}>
            <Go to={`${page}&reason=${one.reason}`}>{t(`send.reason.${one.reason}`)}</Go>
            <span>{f.number(one.touches)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
