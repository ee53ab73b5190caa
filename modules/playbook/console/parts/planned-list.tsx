import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { EmptyState, useNow } from '@grove/ui'
import type { ReactNode } from 'react'
import type { getRunUpcoming } from '../../contract/index.ts'
import { KindIcon } from './kind-icon.tsx'
import { useSay } from './say.ts'

export type Planned = OutputOf<typeof getRunUpcoming>['items'][number]

/** Moments to come under their days: when, what, who, to how many. */
export function PlannedList({ items, tools, empty }: { items: readonly Planned[]; tools?: (item: Planned) => ReactNode; empty?: string }) {
  const { t, f } = useI18n()
  const say = useSay()
  const now = useNow(false)
  if (items.length === 0) return <EmptyState compact title={empty ?? t('run.next.none')} />
  const days = new Map<string, Planned[]>()
  for (const item of items) {
    const day = `${f.day(item.at, now)} ${f.weekday(item.at)}`
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return (
    <div className="pb-agenda">
      {[...days].map(([day, list]) => (
        <section key={day} aria-label={day}>
          <h4>{day}</h4>
          <ul>
            {list.map((item) => (
              <li
                key={`${item.runId} ${item.step} ${item.at.getTime()} ${item.members ?? ''} ${item.waiting ?? ''}`}
                className={`pb-event pb-sells-${item.marketing}`}
              >
                <time>{f.time(item.at)}</time>
                <KindIcon kind={item.kind} />
                <span className="pb-event-title">
                  {say(item.title)}
                  <span className="g-soft">
                    {item.needs === 'system' ? '' : ` ${t(`playbook.needs.${item.needs}`)}`}
                    {item.members === null ? '' : ` ${t('run.members', { count: item.members })}`}
                    {item.waiting === null ? '' : ` · ${t(`run.waiting.${item.waiting}`)}`}
                  </span>
                </span>
                {tools?.(item)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
