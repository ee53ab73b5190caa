import { useT } from '@grove/i18n/react'
import { Can, Go } from '@grove/ui'
import { ActivityList } from './activity-list.tsx'

/** On a group's page: what it held and what is coming. */
export default function ActivitiesOfCommunity({ communityId }: { communityId: number }) {
  const t = useT()
  return (
    <ActivityList
      communityId={communityId}
      action={
        <Can right="activity.run">
          <Go to={`/activities?tab=library&community=${communityId}`}>{t('activity.to_library')}</Go>
        </Can>
      }
    />
  )
}
