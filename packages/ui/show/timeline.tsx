import { useI18n } from '@grove/i18n/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { EmptyState } from '../feedback/empty-state.tsx'
import type { Tone } from './state-tag.tsx'
import { useNow } from './use-now.ts'

export interface Happening {
  readonly key: string | number
  readonly at: Date | string
  /** What happened, in one sentence. */
  readonly title: ReactNode
  /** Who did it, which playbook, which step. */
  readonly by?: ReactNode
  readonly body?: ReactNode
  readonly icon?: ReactNode
  readonly tone?: Tone
}

interface TimelineProps {
  readonly items: readonly Happening[]
  readonly empty?: string
  readonly onMore?: (() => void) | undefined
  readonly loadingMore?: boolean
}

/** What happened, newest first, under the days of the workspace's zone. */
export function Timeline({ items, empty, onMore, loadingMore = false }: TimelineProps) {
  const { t, f } = useI18n()
  const now = useNow(false)
  if (items.length === 0) return <EmptyState compact title={empty ?? t('ui.timeline.empty')} />
  const days = new Map<string, Happening[]>()
  for (const item of items) {
    const day = `${f.day(item.at, now)} ${f.weekday(item.at)}`
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return (
    <div className="g-timeline">
      {[...days].map(([day, list]) => (
        <section key={day} aria-label={day}>
          <h3>{day}</h3>
          <ol>
            {list.map((item) => (
              <li key={item.key}>
                <time dateTime={new Date(item.at).toISOString()} title={f.exact(item.at)}>
                  {f.time(item.at)}
                </time>
                <span className={`g-timeline-dot g-state-${item.tone ?? 'idle'}`}>{item.icon ?? <span className="g-state-dot" />}</span>
                <div>
                  <div className="g-timeline-title">
                    {item.title}
                    {item.by ? <span className="g-soft"> {item.by}</span> : null}
                  </div>
                  {item.body ? <div className="g-timeline-body">{item.body}</div> : null}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {onMore ? (
        <Button block onClick={onMore} loading={loadingMore}>
          {t('ui.more')}
        </Button>
      ) : null}
    </div>
  )
}
