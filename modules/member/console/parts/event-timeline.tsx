import { type Page, usePages } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import { ErrorText, Go, Timeline } from '@grove/ui'
import { Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import type { TimelineEntry } from '../../contract/index.ts'
import { actorWords, eventBody, eventWords } from './event-words.ts'

const NOUNS = ['all', 'member', 'community', 'message', 'task', 'run'] as const

/** What happened, from the event log, newest first; `nouns` to choose from. */
export function EventTimeline<R extends Route>({
  route,
  input,
  showMember = false,
}: {
  route: R
  input: CallOf<R>
  /** Names the member of each event: for timelines of a group. */
  showMember?: boolean
}) {
  const { t, f } = useI18n()
  const [noun, setNoun] = useState<(typeof NOUNS)[number]>('all')
  const pages = usePages(route, { ...input, ...(noun === 'all' ? {} : { kind: noun }) } as CallOf<R>)
  const entries = (pages.data?.pages as readonly Page<TimelineEntry>[] | undefined)?.flatMap((page) => page.items)
  return (
    <>
      <div className="g-gap-below">
        <Segmented
          aria-label={t('event.noun')}
          value={noun}
          onChange={setNoun}
          options={NOUNS.map((value) => ({ value, label: t(`event.noun.${value}`) }))}
        />
      </div>
      {pages.error ? <ErrorText error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {entries === undefined ? (
        pages.error ? null : (
          <Skeleton active title={false} paragraph={{ rows: 5 }} />
        )
      ) : (
        <Timeline
          items={entries.map((entry) => ({
            key: entry.id,
            at: entry.at,
            title: (
              <>
                {showMember && entry.memberId ? (
                  <Go to={`/members/${entry.memberId}`}>{entry.memberName ?? `#${entry.memberId}`}</Go>
                ) : null}{' '}
                {eventWords(t, f, entry)}
              </>
            ),
            by: actorWords(t, entry),
            body: eventBody(t, f, entry),
          }))}
          loadingMore={pages.isFetchingNextPage}
          onMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
        />
      )}
    </>
  )
}
