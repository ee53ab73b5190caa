import { useI18n } from '@grove/i18n/react'
import { EmptyState, Go, Section, useNow } from '@grove/ui'
import type { Upcoming } from '../../contract/index.ts'
import { useReadable } from './use-readable.ts'
import { useWords } from './use-words.ts'

/** What happens next by itself. */
export function NextList({ lines }: { lines: readonly Upcoming[] }) {
  const { t, f } = useI18n()
  const words = useWords()
  const readable = useReadable()
  const now = useNow()
  const sameDay = (at: Date | string) => f.day(at, now) === f.day(now, now)
  return (
    <Section title={t('task.next')}>
      {lines.length === 0 ? (
        <EmptyState compact title={t('task.next.none')} hint={t('task.next.none_hint')} />
      ) : (
        <ol className="t-next">
          {lines.map((line) => (
            <li key={`${line.href} ${String(line.at)} ${words(line.title)}`}>
              <time dateTime={new Date(line.at).toISOString()}>
                {sameDay(line.at) ? f.time(line.at) : `${f.day(line.at, now)} ${f.time(line.at)}`}
              </time>
              <div>
                <Go to={line.href} className="t-gist">
                  {readable(words(line.title))}
                </Go>
                <span className="g-soft t-small">
                  {[line.community?.name, line.count > 1 ? t('task.next.count', { count: line.count }) : ''].filter(Boolean).join(' · ')}
                </span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
