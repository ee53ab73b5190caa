import { useI18n } from '@grove/i18n/react'
import { type BulkAction, ListPanel, StateTag, TimeText, type Tone, useViewer } from '@grove/ui'
import { useVerb } from '@grove/client/react'
import { inboxState, listInbox, listSynced, replayInbox, type SyncedAccount } from '../../contract/index.ts'
import { eventWords } from './event-words.ts'
import './sync.css'

const TONES: Readonly<Record<string, Tone>> = { new: 'warn', done: 'good', unrecognised: 'warn', failed: 'bad' }

/** What the platform told us, and what became of it; what nobody understood can be worked on once more. */
export function InboxList({ account }: { account: SyncedAccount }) {
  const { t } = useI18n()
  const viewer = useViewer()
  const replay = useVerb(replayInbox, { invalidates: [listInbox, listSynced] })
  const again: BulkAction<typeof listInbox> = {
    key: 'replay',
    label: t('sync.replay'),
    run: async (selection) => {
      if (selection.kind !== 'rows') return undefined
      const { changed } = await replay.mutateAsync({ account: account.id, ids: selection.keys.map(Number) })
      return t('sync.replayed', { count: changed })
    },
  }
  return (
    <ListPanel
      name="sync-inbox"
      prefix="inbox"
      route={listInbox}
      input={{ account: account.id }}
      rowKey={(row) => row.id}
      filters={[
        {
          kind: 'choice',
          key: 'state',
          label: t('sync.event.state'),
          options: inboxState.options.map((value) => ({ value, label: t(`sync.event.state.${value}`) })),
        },
      ]}
      columns={[
        { key: 'at', title: t('sync.event.at'), render: (row) => <TimeText at={row.at} /> },
        { key: 'kind', title: t('sync.event.kind'), phone: 'title', render: (row) => eventWords(t, row.kind) },
        {
          key: 'state',
          title: t('sync.event.state'),
          phone: 'state',
          render: (row) => <StateTag tone={TONES[row.state] ?? 'idle'}>{t(`sync.event.state.${row.state}`)}</StateTag>,
        },
        {
          key: 'body',
          title: t('sync.event.body'),
          render: (row) => (
            <details className="sync-body">
              <summary>{t('sync.event.show')}</summary>
              <pre>{row.body}</pre>
            </details>
          ),
        },
      ]}
      bulk={viewer.can('sync.manage') ? [again] : []}
      empty={{ title: t('sync.event.empty'), hint: t('sync.event.empty_hint') }}
    />
  )
}
