import { addDays, dayOf } from '@grove/calendar'
import { useRoute } from '@grove/client/react'
import { Loaded, useViewer } from '@grove/ui'
import { communityFigures } from '../../contract/index.ts'
import { FigureBoard } from './figure-board.tsx'

const SPAN_DAYS = 41

/** The last six weeks of one community. */
export default function CommunityFigures({ communityId }: { communityId: number }) {
  const { workspace } = useViewer()
  const to = dayOf(Date.now(), workspace.zone)
  const query = useRoute(communityFigures, { id: communityId, from: addDays(to, -SPAN_DAYS), to })
  return (
    <Loaded of={query}>
      {({ days, total }) => <FigureBoard days={days} total={total} rows={`/members?communityId=${communityId}`} />}
    </Loaded>
  )
}
