import { useT } from '@grove/i18n/react'
import { Can, PageHeader, type TabSpec, UrlTabs, useUrlState } from '@grove/ui'
import { Button } from 'antd'
import { ActivityList } from '../parts/activity-list.tsx'
import { Library } from '../parts/library.tsx'

/** /activities — what runs, what ran, and the library to start from. */
export default function ActivitiesPage() {
  const t = useT()
  const url = useUrlState()
  const first = (
    <Can right="activity.run">
      <Button type="primary" onClick={() => url.set({ tab: 'library' })}>
        {t('activity.to_library')}
      </Button>
    </Can>
  )
  const tabs: TabSpec[] = [
    { key: 'list', label: t('activity.tab.list'), content: <ActivityList action={first} /> },
    { key: 'library', label: t('activity.tab.library'), content: <Library /> },
  ]
  return (
    <>
      <PageHeader title={t('activity.title')} hint={t('activity.hint')} />
      <UrlTabs tabs={tabs} />
    </>
  )
}
