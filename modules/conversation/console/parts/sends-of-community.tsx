import { useT } from '@grove/i18n/react'
import { useReadable } from '@grove/task/console'
import { ListPanel } from '@grove/ui'
import { listSendsRoute } from '../../contract/index.ts'
import { sendColumns } from './send-columns.tsx'
import { dayFilter, reasonFilter, stateFilter } from './send-filters.ts'
import { useSendWhy } from './send-state.tsx'
import { useSendBulk } from './use-send-acts.tsx'
import './sends.css'

/** Tab of a community's page: what was sent to it and its members. */
export default function SendsOfCommunity({ communityId }: { communityId: number }) {
  const t = useT()
  const why = useSendWhy(true)
  const readable = useReadable()
  const bulk = useSendBulk()
  return (
    <ListPanel
      name="community-sends"
      prefix="send-"
      route={listSendsRoute}
      input={{ communityId }}
      rowKey={(send) => send.id}
      onOpen={(send) => `/sends/${send.id}`}
      bulk={bulk}
      filters={[stateFilter(t), reasonFilter(t), dayFilter(t)]}
      columns={sendColumns(t, why, readable).filter((column) => column.key !== 'community')}
      empty={{ title: t('send.community_empty'), hint: t('send.empty_hint') }}
    />
  )
}
