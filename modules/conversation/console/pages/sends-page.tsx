import { useRoute } from '@grove/client/react'
import { useCommunityFilter } from '@grove/community/console'
import { useT } from '@grove/i18n/react'
import { useReadable } from '@grove/task/console'
import { Go, ListPage, useUrlState } from '@grove/ui'
import { useMemo } from 'react'
import { listChannelsRoute, listSendsRoute } from '../../contract/index.ts'
import { channelName, sendColumns } from '../parts/send-columns.tsx'
import { dayFilter, reasonFilter, stateFilter } from '../parts/send-filters.ts'
import { useSendWhy } from '../parts/send-state.tsx'
import { useSendBulk } from '../parts/use-send-acts.tsx'
import '../parts/sends.css'

/** /sends — everything that leaves: what waits, what left, what needs a look, and why. */
export default function SendsPage() {
  const t = useT()
  const why = useSendWhy(true)
  const readable = useReadable()
  const bulk = useSendBulk()
  const url = useUrlState()
  const communities = useCommunityFilter()
  const channels = useRoute(listChannelsRoute, {}, { staleMs: 60_000 })
  const kinds = channels.data?.items ?? []
  // A run or an announcement leads here by its number; there is nothing to choose it from.
  const runId = url.one('runId')
  const announcementId = url.one('announcementId')
  const input = useMemo(() => ({ ...(runId ? { runId } : {}), ...(announcementId ? { announcementId } : {}) }), [runId, announcementId])
  return (
    <ListPage
      name="sends"
      title={t('send.list')}
      hint={t(runId ? 'send.of_run' : announcementId ? 'send.of_announcement' : 'send.list_hint')}
      {...(runId ? { back: `/runs/${runId}` } : announcementId ? { back: '/announcements' } : {})}
      route={listSendsRoute}
      actions={<Go to={runId ? `/held-touches?runId=${runId}` : '/held-touches'}>{t('hold.title')}</Go>}
      input={input}
      rowKey={(send) => send.id}
      onOpen={(send) => `/sends/${send.id}`}
      bulk={bulk}
      refetchEvery={20_000}
      liveOn={['send']}
      filters={[
        stateFilter(t),
        {
          kind: 'choice',
          key: 'communityId',
          label: t('send.community'),
          ...communities,
        },
        reasonFilter(t),
        dayFilter(t),
        ...(kinds.length > 1
          ? [
              {
                kind: 'choice' as const,
                key: 'channel',
                label: t('send.channel'),
                options: kinds.map(({ kind }) => ({ value: kind, label: channelName(t, kind) })),
              },
            ]
          : []),
      ]}
      columns={sendColumns(t, why, readable)}
      empty={{ title: t('send.empty'), hint: t('send.empty_hint') }}
    />
  )
}
