import { useI18n } from '@grove/i18n/react'
import { type BulkAction, FormDrawer, Go, ListPanel, StateTag, useToast, useViewer } from '@grove/ui'
import { communityType } from '@grove/community/contract'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { adoptGroups, listGroups, type SyncedAccount } from '../../contract/index.ts'

interface Adopting {
  readonly externalIds: readonly string[]
  readonly close: (said: string | undefined) => void
}

/** Groups of the platform: which are communities here, and which may become one. */
export function GroupList({ account }: { account: SyncedAccount }) {
  const { t } = useI18n()
  const viewer = useViewer()
  const [adopting, setAdopting] = useState<Adopting>()
  const adopt: BulkAction<typeof listGroups> = {
    key: 'adopt',
    label: t('sync.adopt'),
    run: (selection) =>
      new Promise((close) => {
        setAdopting({ externalIds: selection.kind === 'rows' ? selection.keys.map(String) : [], close })
      }),
  }
  return (
    <>
      <ListPanel
        name="sync-groups"
        route={listGroups}
        input={{ account: account.id }}
        rowKey={(row) => row.externalId}
        columns={[
          { key: 'name', title: t('sync.group.name'), phone: 'title', render: (row) => row.name || t('sync.group.unnamed') },
          { key: 'owner', title: t('sync.group.owner'), render: (row) => row.owner },
          { key: 'members', title: t('sync.group.members'), align: 'right', render: (row) => row.members },
          {
            key: 'community',
            title: t('sync.group.community'),
            phone: 'state',
            render: (row) =>
              row.gone ? (
                <StateTag tone="idle">{t('sync.group.gone')}</StateTag>
              ) : row.community ? (
                <Go to={`/communities/${row.community.id}`}>{row.community.name}</Go>
              ) : (
                <span className="g-soft">{t('sync.group.free')}</span>
              ),
          },
        ]}
        bulk={viewer.can('sync.manage') ? [adopt] : []}
        empty={{ title: t('sync.group.empty'), hint: t('sync.group.empty_hint') }}
      />
      {adopting ? (
        <AdoptDrawer
          account={account}
          adopting={adopting}
          onClose={(said) => {
            adopting.close(said)
            setAdopting(undefined)
          }}
        />
      ) : null}
    </>
  )
}

function AdoptDrawer({ account, adopting, onClose }: { account: SyncedAccount; adopting: Adopting; onClose: (said?: string) => void }) {
  const { t } = useI18n()
  const toast = useToast()
  const count = adopting.externalIds.length
  return (
    <FormDrawer
      open
      title={t('sync.adopt_title', { count })}
      route={adoptGroups}
      initial={{ type: 'newcomer' }}
      toInput={(values) => ({ type: values.type ?? 'newcomer', account: account.id, externalIds: [...adopting.externalIds] })}
      invalidates={[listGroups]}
      onClose={() => onClose()}
      onDone={() => {
        toast.done(t('sync.adopted', { count }))
        onClose(t('sync.adopted', { count }))
      }}
    >
      <p className="g-soft">{t('sync.adopt_hint')}</p>
      <Form.Item name="type" label={t('sync.adopt_type')}>
        <Select options={communityType.options.map((value) => ({ value, label: t(`community.type.${value}`) }))} />
      </Form.Item>
    </FormDrawer>
  )
}
