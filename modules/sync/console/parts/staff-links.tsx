import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ColleagueField } from '@grove/identity/console'
import { Can, ListPanel, StateTag, useToast, useViewer, VerbButton } from '@grove/ui'
import { linkStaff, listStaffLinks, matchStaff, type StaffLinkRow, type SyncedAccount } from '../../contract/index.ts'

/** Who of our staff the people of the platform's company are. */
export function StaffLinks({ account }: { account: SyncedAccount }) {
  const { t } = useI18n()
  const viewer = useViewer()
  const toast = useToast()
  const may = viewer.can('sync.manage')
  return (
    <>
      <p className="g-soft">{t('sync.staff.lead')}</p>
      <Can right="sync.manage">
        <p>
          <VerbButton
            route={matchStaff}
            input={{ account: account.id }}
            invalidates={[listStaffLinks]}
            onDone={({ linked }) => toast.done(t('sync.staff.matched', { count: linked }))}
          >
            {t('sync.staff.match')}
          </VerbButton>
        </p>
      </Can>
      <ListPanel
        name="sync-staff"
        prefix="staff"
        route={listStaffLinks}
        input={{ account: account.id }}
        rowKey={(row) => row.externalId}
        filters={[{ kind: 'text', key: 'text', label: t('sync.staff.find') }]}
        columns={[
          {
            key: 'person',
            title: t('sync.staff.person'),
            phone: 'title',
            render: (row) => (
              <>
                {row.name || row.externalId} {row.gone ? <StateTag tone="idle">{t('sync.staff.gone')}</StateTag> : null}
              </>
            ),
          },
          { key: 'people', title: t('sync.staff.people'), align: 'right', render: (row) => row.people },
          { key: 'groups', title: t('sync.staff.groups'), align: 'right', render: (row) => row.groups },
          {
            key: 'staff',
            title: t('sync.staff.is'),
            phone: 'state',
            render: (row) =>
              may && !row.gone ? (
                <Choose account={account.id} row={row} />
              ) : (
                (row.staff?.name ?? <span className="g-soft">{t('sync.staff.nobody')}</span>)
              ),
          },
        ]}
        empty={{ title: t('sync.staff.empty'), hint: t('sync.staff.empty_hint') }}
      />
    </>
  )
}

function Choose({ account, row }: { readonly account: number; readonly row: StaffLinkRow }) {
  const { t } = useI18n()
  const toast = useToast()
  const link = useVerb(linkStaff, {
    invalidates: [listStaffLinks],
    onDone: ({ linked }) => toast.done(t(linked ? 'sync.staff.linked' : 'sync.staff.unlinked')),
  })
  return (
    <ColleagueField
      aria-label={`${t('sync.staff.is')}: ${row.name || row.externalId}`}
      allowClear
      style={{ minWidth: 160 }}
      placeholder={t('sync.staff.choose')}
      pending={link.isPending}
      value={row.staff?.id ?? null}
      named={row.staff ? [row.staff] : []}
      onChange={(staffId) => link.mutate({ account, externalId: row.externalId, staffId })}
    />
  )
}
