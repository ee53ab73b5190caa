import { useT } from '@grove/i18n/react'
import { PageHeader, type TabSpec, UrlTabs, useViewer } from '@grove/ui'
import { Catalogue } from '../parts/catalogue.tsx'
import { IssueList } from '../parts/issue-list.tsx'
import { RedeemBox } from '../parts/redeem-box.tsx'
import '../parts/reward.css'

/** /rewards — the catalogue, what was given, the counter. */
export default function RewardsPage() {
  const t = useT()
  const viewer = useViewer()
  const tabs: TabSpec[] = [
    { key: 'catalogue', label: t('reward.tab.catalogue'), content: <Catalogue /> },
    { key: 'issues', label: t('reward.tab.issues'), content: <IssueList /> },
    ...(viewer.can('reward.redeem') ? [{ key: 'redeem', label: t('reward.tab.redeem'), content: <RedeemBox /> }] : []),
  ]
  return (
    <>
      <PageHeader title={t('reward.title')} hint={t('reward.hint')} />
      <UrlTabs tabs={tabs} />
    </>
  )
}
