import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Go, Loaded, PageHeader, SlotPanels, UrlTabs, useUrlValue } from '@grove/ui'
import { Segmented } from 'antd'
import { listSynced, type SyncedAccount } from '../../contract/index.ts'
import { GroupList } from '../parts/group-list.tsx'
import { HandoverList } from '../parts/handover-list.tsx'
import { InboxList } from '../parts/inbox-list.tsx'
import { StaffLinks } from '../parts/staff-links.tsx'
import { SyncCard } from '../parts/sync-card.tsx'

/** How well the copy of each connected platform fits, and what to do about it. */
export default function SyncPage() {
  const t = useT()
  const synced = useRoute(listSynced, {}, { refetchEvery: 5000 })
  return (
    <>
      <PageHeader title={t('sync.title')} hint={t('sync.lead')} />
      <Loaded of={synced}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('sync.none')}
              hint={t('sync.none_hint')}
              action={<Go to="/settings?tab=channels">{t('sync.connect')}</Go>}
            />
          ) : (
            <Accounts accounts={items} />
          )
        }
      </Loaded>
    </>
  )
}

function Accounts({ accounts }: { accounts: readonly SyncedAccount[] }) {
  const t = useT()
  const [chosen, choose] = useUrlValue('account', String(accounts[0]?.id ?? ''))
  const account = accounts.find((one) => String(one.id) === chosen) ?? accounts[0]
  if (!account) return null
  return (
    <>
      {accounts.length > 1 ? (
        <Segmented
          value={String(account.id)}
          onChange={choose}
          options={accounts.map((one) => ({ value: String(one.id), label: one.name }))}
        />
      ) : null}
      <SyncCard account={account} />
      <SlotPanels name="sync.account" props={{ accountId: account.id }} />
      <UrlTabs
        tabs={[
          { key: 'groups', label: t('sync.groups'), content: <GroupList key={account.id} account={account} /> },
          { key: 'staff', label: t('sync.staff'), content: <StaffLinks key={account.id} account={account} /> },
          { key: 'handover', label: t('sync.handover'), content: <HandoverList key={account.id} account={account} /> },
          { key: 'inbox', label: t('sync.inbox'), content: <InboxList key={account.id} account={account} /> },
        ]}
      />
    </>
  )
}
