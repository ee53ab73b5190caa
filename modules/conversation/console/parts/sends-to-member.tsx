import { useT } from '@grove/i18n/react'
import { useReadable } from '@grove/task/console'
import { Go, ListPanel } from '@grove/ui'
import { listSendsRoute } from '../../contract/index.ts'
import { ReachHint } from './reach-hint.tsx'
import { sendColumns } from './send-columns.tsx'
import { stateFilter } from './send-filters.ts'
import { useSendWhy } from './send-state.tsx'
import './sends.css'

/** Tab of a member's page: what was sent to them in private. */
export default function SendsToMember({ memberId }: { memberId: number }) {
  const t = useT()
  const why = useSendWhy(true)
  const readable = useReadable()
  return (
    <>
      <ReachHint memberId={memberId} />
      <p>
        <Go to={`/held-touches?memberId=${memberId}`}>{t('hold.of_member')}</Go>
      </p>
      <ListPanel
        name="member-sends"
        prefix="send-"
        route={listSendsRoute}
        input={{ memberId }}
        rowKey={(send) => send.id}
        onOpen={(send) => `/sends/${send.id}`}
        filters={[stateFilter(t)]}
        columns={sendColumns(t, why, readable).filter((column) => column.key !== 'to')}
        empty={{ title: t('send.member_empty') }}
      />
    </>
  )
}
