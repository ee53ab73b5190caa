import { useI18n } from '@grove/i18n/react'
import { ListPanel, TimeText } from '@grove/ui'
import type { ReactNode } from 'react'
import { activityKind, listActivities, stage } from '../../contract/index.ts'
import { ActivityState } from './activity-state.tsx'

/** Activities of all groups one sees, or of one. */
export function ActivityList({ communityId, action }: { readonly communityId?: number; readonly action?: ReactNode }) {
  const { t, f } = useI18n()
  return (
    <ListPanel
      name="activities"
      route={listActivities}
      {...(communityId ? { input: { communityId: String(communityId) }, prefix: 'activities.' } : {})}
      rowKey={(row) => row.id}
      onOpen={(row) => `/activities/${row.id}`}
      refetchEvery={10_000}
      liveOn={['activity']}
      filters={[
        {
          kind: 'choice',
          key: 'kind',
          label: t('activity.field.kind'),
          options: activityKind.options.map((value) => ({ value, label: t(`activity.kind.${value}`) })),
        },
        {
          kind: 'choice',
          key: 'stage',
          label: t('activity.field.stage'),
          options: stage.options.map((value) => ({ value, label: t(`activity.stage.${value}`) })),
        },
      ]}
      columns={[
        { key: 'title', title: t('activity.field.title'), phone: 'title', render: (row) => row.title },
        { key: 'stage', title: t('activity.field.stage'), phone: 'state', render: (row) => <ActivityState stage={row.stage} /> },
        { key: 'kind', title: t('activity.field.kind'), render: (row) => t(`activity.kind.${row.kind}`) },
        ...(communityId
          ? []
          : [{ key: 'community', title: t('activity.field.community'), render: (row: { communityName: string }) => row.communityName }]),
        { key: 'startsAt', title: t('activity.field.starts_at'), render: (row) => <TimeText at={row.startsAt} as="dateTime" /> },
        { key: 'joined', title: t('activity.field.joined'), align: 'right', render: (row) => f.number(row.joined) },
        { key: 'winners', title: t('activity.field.winners'), align: 'right', phone: 'hide', render: (row) => f.number(row.winners) },
      ]}
      empty={{ title: t('activity.empty'), hint: t('activity.empty_hint'), action }}
    />
  )
}
