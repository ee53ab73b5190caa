import { useRoute } from '@grove/client/react'
import { useCommunityFilter } from '@grove/community/console'
import { useI18n } from '@grove/i18n/react'
import { getMember } from '@grove/member/contract'
import { useReadable } from '@grove/task/console'
import { ErrorText, Go, ListPanel, PageHeader, Section, TimeText, useUrlState } from '@grove/ui'
import { Button, Space } from 'antd'
import { useMemo } from 'react'
import { holdCountsRoute, holdReason, listHoldsRoute, listTouchPlaybooksRoute } from '../../contract/index.ts'
import { knownOf } from '../parts/send-columns.tsx'
import { SendStateTag } from '../parts/send-state.tsx'
import '../parts/sends.css'

/** /held-touches — what was held back and why: by member, playbook, day and rule. */
export default function HoldsPage() {
  const { t } = useI18n()
  const url = useUrlState()
  const readable = useReadable()
  const communities = useCommunityFilter()
  const playbooks = useRoute(listTouchPlaybooksRoute, {}, { staleMs: 60_000 })
  // A member's page and a run lead here by their numbers.
  const [memberId, runId] = [url.one('memberId'), url.one('runId')]
  const input = useMemo(() => ({ ...(memberId ? { memberId } : {}), ...(runId ? { runId } : {}) }), [memberId, runId])
  const member = useRoute(getMember, { id: Number(memberId ?? 0) }, { enabled: memberId !== undefined })
  const narrowed = ['reason', 'communityId', 'playbookId', 'from', 'to'].flatMap((name) => {
    const value = url.one(name)
    return value ? [[name, value] as const] : []
  })
  return (
    <>
      <PageHeader
        title={member.data ? t('hold.title_of', { name: member.data.displayName }) : t('hold.title')}
        hint={t('hold.hint')}
        back={memberId ? `/members/${memberId}` : runId ? `/runs/${runId}` : '/sends'}
      />
      <Counts filter={{ ...input, ...Object.fromEntries(narrowed) }} />
      <ListPanel
        name="held-touches"
        route={listHoldsRoute}
        input={input}
        rowKey={(row) => row.id}
        onOpen={(row) => (row.state === null ? undefined : `/sends/${row.sendId}`)}
        refetchEvery={30_000}
        filters={[
          {
            kind: 'choice',
            key: 'reason',
            label: t('hold.rule'),
            options: holdReason.options.map((value) => ({ value, label: t(`send.reason.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'playbookId',
            label: t('hold.playbook'),
            loading: playbooks.isPending,
            options: (playbooks.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name })),
          },
          {
            kind: 'choice',
            key: 'communityId',
            label: t('send.community'),
            ...communities,
          },
          { kind: 'days', key: 'from', to: 'to', label: t('hold.day') },
        ]}
        columns={[
          {
            key: 'gist',
            title: t('send.words'),
            phone: 'title',
            render: (row) => <span className="s-gist">{readable(row.gist, knownOf(row)) || t('send.picture')}</span>,
          },
          {
            key: 'to',
            title: t('send.to'),
            render: (row) => (row.member ? <Go to={`/members/${row.member.id}`}>{row.member.name}</Go> : t('send.to_group')),
          },
          { key: 'community', title: t('send.community'), render: (row) => row.community.name },
          {
            key: 'rule',
            title: t('hold.rule'),
            render: (row) => (
              <span className="s-hold-rule">
                {row.keptFor ? t('hold.kept_for', { playbook: row.keptFor }) : t(`send.reason.${row.reason}`)}
              </span>
            ),
          },
          { key: 'at', title: t('hold.at'), render: (row) => <TimeText at={row.at} as="dateTime" /> },
          {
            key: 'until',
            title: t('hold.until'),
            render: (row) => (row.outcome === 'held' ? <TimeText at={row.until} as="dateTime" /> : t(`hold.outcome.${row.outcome}`)),
          },
          {
            key: 'playbook',
            title: t('send.source'),
            render: (row) =>
              row.activity ? (
                <Go to={`/activities/${row.activity.id}`}>
                  {row.activity.name ? t('send.source.of_activity', { name: row.activity.name }) : t('send.source.activity')}
                </Go>
              ) : row.runId === null ? (
                '–'
              ) : (
                <Go to={`/runs/${row.runId}`}>{row.playbook ?? `#${row.runId}`}</Go>
              ),
          },
          {
            key: 'now',
            title: t('hold.now'),
            phone: 'state',
            render: (row) => (row.state === null ? '–' : <SendStateTag state={row.state} />),
          },
        ]}
        empty={{ title: t('hold.empty'), hint: t('hold.empty_hint') }}
      />
    </>
  )
}

function Counts({ filter }: { readonly filter: Readonly<Record<string, string>> }) {
  const { t, f } = useI18n()
  const url = useUrlState()
  const counts = useRoute(holdCountsRoute, filter, { refetchEvery: 30_000, keepPrevious: true })
  if (counts.error) return <ErrorText error={counts.error} compact />
  if (!counts.data) return null
  const { items, stopped, waiting } = counts.data
  return (
    <>
      {stopped ? (
        <Section>
          <strong className="g-bad">{t('hold.stopped')}</strong>{' '}
          <Go to="/sends?state=planned,held,paused,retry,claimed">{t('hold.stopped_waiting', { count: waiting })}</Go>
        </Section>
      ) : null}
      {items.length > 0 ? (
        <Section>
          <Space wrap className="s-hold-counts" role="group" aria-label={t('hold.counts')}>
            {items.map((one) => (
              <Button key={one.reason} onClick={() => url.set({ reason: one.reason })}>
                {t(`send.reason.${one.reason}`)} <strong>{f.number(one.touches)}</strong>
                <span className="g-soft">{one.members > 0 ? t('hold.people', { count: f.number(one.members) }) : t('hold.posts')}</span>
              </Button>
            ))}
          </Space>
        </Section>
      ) : null}
    </>
  )
}
