import { useT } from '@grove/i18n/react'
import { PageHeader } from '@grove/ui'
import { ApplicationList } from '../parts/application-list.tsx'

/** /applications — everybody who waits to be let in, over all groups one tends. */
export default function ApplicationsPage() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('community.applications.title')} hint={t('community.applications.hint')} />
      <ApplicationList />
    </>
  )
}
