import { type Page, usePages } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import { ErrorText, Go, Timeline } from '@grove/ui'
import { Segmented, Select, Skeleton } from 'antd'
import { useState } from 'react'
import type { TimelineEntry } from '../../contract/index.ts'
import { useCommunityChoices } from './use-community-choices.ts'
import { useEnd } from './use-end.ts'
import { actorWords, eventBody, eventWords } from './event-words.ts'

const NOUNS = ['all', 'member', 'community', 'message', 'send', 'task', 'run', 'consent'] as const
const PERIODS = ['all', '7', '30', '90'] as const

/** What happened, from the event log, newest first; `nouns` to choose from. */
export function EventTimeline<R extends Route>({
  route,
  input,
  showMember = false,
  ofMember = false,
}: {
  route: R
  input: CallOf<R>
  /** Names the member of each event: for timelines of a group. */
  showMember?: boolean
  /** Of one member: may also be narrowed by community and period. */
  ofMember?: boolean
}) {
  const { t, f } = useI18n()
  const [noun, setNoun] = useState<(typeof NOUNS)[number]>('all')
  const [period, setPeriod] = useState<(typeof PERIODS)[number]>('all')
  const [communityId, setCommunity] = useState<number>()
  const communities = useCommunityChoices(communityId)
  const narrow = { ...(period === 'all' ? {} : { days: Number(period) }), ...(communityId ? { communityId } : {}) }
  const pages = usePages(route, { ...input, ...narrow, ...(noun === 'all' ? {} : { kind: noun }) } as CallOf<R>)
  const more = () => void pages.fetchNextPage()
  const end = useEnd(pages.hasNextPage && !pages.isFetchingNextPage ? more : undefined)
  const entries = (pages.data?.pages as readonly Page<TimelineEntry>[] | undefined)?.flatMap((page) => page.items)
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 16, maxWidth: '100%', overflowX: 'auto' }}>
        <Segmented
          aria-label={t('event.noun')}
          value={noun}
          onChange={setNoun}
          options={NOUNS.map((value) => ({ value, label: t(`event.noun.${value}`) }))}
        />
        {ofMember ? (
          <>
            <Select
              aria-label={t('event.period')}
              value={period}
              onChange={setPeriod}
              options={PERIODS.map((value) => ({ value, label: t(`event.period.${value}`) }))}
            />
            <Select
              aria-label={t('event.community')}
              allowClear
              placeholder={t('event.community.all')}
              style={{ minWidth: 140 }}
              showSearch={{ filterOption: false, onSearch: communities.onSearch }}
              loading={communities.loading}
              value={communityId === undefined ? undefined : String(communityId)}
              onChange={(value?: string) => setCommunity(value ? Number(value) : undefined)}
              options={[...communities.options]}
            />
          </>
        ) : null}
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
          onMore={pages.hasNextPage ? more : undefined}
        />
      )}
      <div ref={end} />
    </>
  )
}
