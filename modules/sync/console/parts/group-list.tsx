import { useI18n } from '@grove/i18n/react'
import { type BulkAction, FormDrawer, Go, ListPanel, StateTag, useToast, useViewer } from '@grove/ui'
import { communityType, listCommunities } from '@grove/community/contract'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { adoptGroups, groupState, listGroups, type SyncedAccount } from '../../contract/index.ts'

interface Adopting {
  /** Null: every group that is no community yet. */
  readonly externalIds: readonly string[] | null
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
      {viewer.can('sync.manage') ? (
        <p>
          <Button onClick={() => setAdopting({ externalIds: null, close: () => undefined })}>{t('sync.adopt_all')}</Button>
        </p>
      ) : null}
      <ListPanel
        name="sync-groups"
        prefix="group"
        route={listGroups}
        input={{ account: account.id }}
        rowKey={(row) => row.externalId}
        filters={[
          { kind: 'text', key: 'text', label: t('sync.group.find') },
          {
            kind: 'choice',
            key: 'state',
            label: t('sync.group.community'),
            options: groupState.options.map((value) => ({ value, label: t(`sync.group.state.${value}`) })),
          },
        ]}
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
  const { externalIds } = adopting
  return (
    <FormDrawer
      open
      title={externalIds ? t('sync.adopt_title', { count: externalIds.length }) : t('sync.adopt_all_title')}
      route={adoptGroups}
      initial={{ type: 'newcomer' }}
      toInput={(values) => ({
        type: values.type ?? 'newcomer',
        account: account.id,
        ...(externalIds ? { externalIds: [...externalIds] } : {}),
      })}
      invalidates={[listGroups, listCommunities]}
      onClose={() => onClose()}
      onDone={({ communityIds, left }) => {
        const count = communityIds.length
        const said = count === 0 ? t('sync.adopt_none') : t(left ? 'sync.adopted_left' : 'sync.adopted', { count })
        toast.done(said)
        onClose(said)
      }}
    >
      <p className="g-soft">
        {t('sync.adopt_hint')} {externalIds ? null : t('sync.adopt_all_hint')}
      </p>
      <Form.Item name="type" label={t('sync.adopt_type')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={communityType.options.map((value) => ({ value, label: t(`community.type.${value}`) }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
