import { useI18n } from '@grove/i18n/react'
import type { Preview } from '../../contract/index.ts'
import { DayCalendar } from './day-calendar.tsx'
import { HeldLine, isHeld } from './held-line.tsx'
import { KindIcon } from './kind-icon.tsx'
import { addDays } from './local-day.ts'
import { useSay } from './say.ts'

/** The first seven days of a preview, day by day. */
export function WeekAgenda({ days, startDay, today }: { days: Preview['days']; startDay: string; today: string }) {
  const { t } = useI18n()
  const say = useSay()
  return (
    <div className="pb-scroll-tall" role="region" aria-label={t('run.first-week')} tabIndex={0}>
      <DayCalendar
        agenda
        from={startDay}
        to={addDays(startDay, 6)}
        today={today}
        empty={t('playbook.preview.nothing')}
        days={days.slice(0, 7).map((day) => ({
          date: day.date,
          note: t('playbook.preview.day-number', { day: day.number }),
          items: day.items.map((item, index) => ({
            key: `${item.step} ${index}`,
            content: (
              <div className={`pb-event pb-sells-${item.marketing}${isHeld(item) ? ' pb-event-held' : ''}`}>
                <time>{item.at}</time>
                <KindIcon kind={item.kind} />
                <span className="pb-event-title">
                  {say(item.title)}
                  <HeldLine item={item} />
                </span>
              </div>
            ),
          })),
        }))}
      />
    </div>
  )
}
