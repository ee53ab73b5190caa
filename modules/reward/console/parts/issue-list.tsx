import { useT } from '@grove/i18n/react'
import { Go, ListPanel, StateTag, TimeText, useDownload, useViewer, VerbButton } from '@grove/ui'
import { useState } from 'react'
import { exportIssues, type Issue, issueState, listIssues, revealAddress, rewardKind } from '../../contract/index.ts'
import { AddressModal } from './address-modal.tsx'
import { ShipDrawer } from './ship-drawer.tsx'

const TONES = { issued: 'info', ready: 'warn', shipped: 'good', redeemed: 'good', expired: 'idle' } as const

interface Shipping {
  readonly ids: readonly number[]
  /** What to say of those that were ticked; nothing keeps them ticked. */
  readonly answer: (words: string | undefined) => void
}

/** Every piece given; goods that wait for the parcel are ticked, exported and marked as sent. */
export function IssueList() {
  const t = useT()
  const may = useViewer().can('reward.fulfil')
  const csv = useDownload(exportIssues, 'rewards.csv')
  const [shipping, setShipping] = useState<Shipping>()
  const [shown, setShown] = useState<ReturnType<typeof addressOf>>()
  return (
    <>
      <ListPanel
        name="reward-issues"
        route={listIssues}
        rowKey={(row) => row.id}
        prefix="i."
        filters={[
          { kind: 'text', key: 'text', label: t('reward.filter.issue') },
          {
            kind: 'choice',
            key: 'state',
            label: t('reward.field.state'),
            options: issueState.options.map((value) => ({ value, label: t(`reward.issue_state.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'kind',
            label: t('reward.field.kind'),
            options: rewardKind.options.map((value) => ({ value, label: t(`reward.kind.${value}`) })),
          },
        ]}
        onExport={may ? ({ cursor: _cursor, limit: _limit, ...filter }) => csv.start(filter) : undefined}
        exporting={csv.busy}
        bulk={
          may
            ? [
                {
                  key: 'ship',
                  label: t('reward.ship'),
                  run: async (selection) =>
                    selection.kind === 'rows'
                      ? new Promise<string | undefined>((answer) => setShipping({ ids: selection.keys.map(Number), answer }))
                      : undefined,
                },
              ]
            : []
        }
        columns={[
          { key: 'reward', title: t('reward.field.name'), phone: 'title', render: (row) => row.reward },
          {
            key: 'state',
            title: t('reward.field.state'),
            phone: 'state',
            render: (row) => <StateTag tone={TONES[row.state]}>{t(`reward.issue_state.${row.state}`)}</StateTag>,
          },
          {
            key: 'member',
            title: t('reward.field.member'),
            render: (row) => <Go to={`/members/${row.memberId}?tab=rewards`}>{row.memberName}</Go>,
          },
          { key: 'community', title: t('reward.field.community'), phone: 'hide', render: (row) => row.communityName ?? '–' },
          { key: 'why', title: t('reward.field.why'), render: (row) => row.why },
          { key: 'pickup', title: t('reward.field.pickup'), render: (row) => row.pickup ?? '–' },
          {
            key: 'tracking',
            title: t('reward.field.tracking'),
            phone: 'hide',
            render: (row) => `${row.carrier} ${row.tracking}`.trim() || '–',
          },
          { key: 'at', title: t('reward.field.issued_at'), render: (row) => <TimeText at={row.issuedAt} as="dateTime" /> },
          ...(may
            ? [
                {
                  key: 'address',
                  title: t('reward.field.address'),
                  render: (row: Issue) =>
                    row.addressed ? (
                      <VerbButton
                        route={revealAddress}
                        input={{ id: row.id }}
                        button={{ type: 'link', size: 'small' }}
                        onDone={(output) => setShown(addressOf(row, output.address))}
                      >
                        {t('reward.address_show')}
                      </VerbButton>
                    ) : (
                      '–'
                    ),
                },
              ]
            : []),
        ]}
        empty={{ title: t('reward.issues_empty'), hint: t('reward.issues_empty_hint') }}
      />
      <ShipDrawer
        ids={shipping?.ids}
        onClose={() => {
          setShipping(undefined)
          // Closed without a word unless it was done, which is told right after.
          queueMicrotask(() => shipping?.answer(undefined))
        }}
        onDone={(changed) => shipping?.answer(t('reward.shipped_count', { count: changed }))}
      />
      {shown ? <AddressModal {...shown} onClose={() => setShown(undefined)} /> : null}
    </>
  )
}

const addressOf = (issue: Issue, address: { name: string; phone: string; address: string } | null) => ({ issue, address })
