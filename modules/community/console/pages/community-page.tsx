import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { EventTimeline } from '@grove/member/console'
import { Loaded, PageHeader, Section, SlotPanels, type TabSpec, UrlTabs, usePathParams, useSlot } from '@grove/ui'
import { Badge } from 'antd'
import { z } from 'zod'
import { type CommunityDetail, communityTimeline, getCommunity } from '../../contract/index.ts'
import { CopyTab } from '../parts/copy-tab.tsx'
import { EntryTab } from '../parts/entry-tab.tsx'
import { MembersTab } from '../parts/members-tab.tsx'
import { OverviewTab } from '../parts/overview-tab.tsx'
import { StaffTab } from '../parts/staff-tab.tsx'
import { StateMoves } from '../parts/state-moves.tsx'
import { StateOfCommunity } from '../parts/state-of-community.tsx'

const path = z.object({ id: idParam })

/** /communities/:id — everything about one group; other modules add their tabs (room, runs). */
export default function CommunityPage() {
  const { id } = usePathParams(path)
  const community = useRoute(getCommunity, { id })
  return <Loaded of={community}>{(data) => <Community key={data.id} community={data} />}</Loaded>
}

function Community({ community }: { community: CommunityDetail }) {
  const { t } = useI18n()
  const slots = useSlot('community.tabs', { communityId: community.id })
  const own: (TabSpec & { order: number })[] = [
    { order: 0, key: 'overview', label: t('community.tab.overview'), content: <OverviewTab community={community} /> },
    { order: 10, key: 'members', label: t('community.tab.members'), content: <MembersTab community={community} /> },
    { order: 60, key: 'copy', label: t('community.tab.copy'), content: <CopyTab community={community} /> },
    {
      order: 70,
      key: 'entry',
      label: (
        <Badge count={community.waiting} size="small" offset={[8, -2]}>
          {t('community.tab.entry')}
        </Badge>
      ),
      content: <EntryTab community={community} />,
    },
    { order: 80, key: 'staff', label: t('community.tab.staff'), content: <StaffTab community={community} /> },
    {
      order: 90,
      key: 'timeline',
      label: t('community.tab.timeline'),
      content: (
        <Section>
          <EventTimeline route={communityTimeline} input={{ id: community.id }} showMember />
        </Section>
      ),
    },
  ]
  const tabs = [...own, ...slots.map((slot) => ({ order: slot.order, key: slot.key, label: t(slot.title), content: slot.content }))]
  return (
    <>
      <PageHeader
        title={community.name}
        tags={<StateOfCommunity state={community.state} />}
        hint={`${t(`community.type.${community.type}`)} · ${community.positioning.oneLine}`}
        back="/communities"
        actions={
          <>
            <SlotPanels name="community.actions" props={{ communityId: community.id }} />
            <StateMoves community={community} />
          </>
        }
      />
      <UrlTabs tabs={tabs.toSorted((a, b) => a.order - b.order)} />
    </>
  )
}
