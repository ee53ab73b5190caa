import { useRoute } from '@grove/client/react'
import { useCommunityFilter } from '@grove/community/console'
import { useI18n } from '@grove/i18n/react'
import { Can, ListPage, useGo, useNow, useViewer } from '@grove/ui'
import { Button } from 'antd'
import { listPlaybooks, listRuns } from '../../contract/index.ts'
import { type RunChangeKind, useRunChange } from '../parts/change-run.tsx'
import '../parts/playbook.css'
import { NextOfRun } from '../parts/next-of-run.tsx'
import { RunStateTag, runStates } from '../parts/run-state.tsx'
import { useSay } from '../parts/say.ts'

const changes: readonly RunChangeKind[] = ['pause', 'resume', 'shift', 'stop']

/** All runs, with pause, resume, shift and stop for many at once. */
export default function RunsPage() {
  const { t, f } = useI18n()
  const say = useSay()
  const go = useGo()
  const viewer = useViewer()
  const now = useNow(false)
  const { change, dialog } = useRunChange()
  const library = useRoute(listPlaybooks, {}, { staleMs: 60_000 })
  const communities = useCommunityFilter()
  return (
    <>
      <ListPage
        name="runs"
        title={t('run.title')}
        hint={t('run.hint')}
        route={listRuns}
        rowKey={(row) => row.id}
        onOpen={(row) => `/runs/${row.id}`}
        refetchEvery={30_000}
        liveOn={['run']}
        actions={
          <Can right="run.write">
            <Button type="primary" onClick={() => go('/runs/start')}>
              {t('run.start')}
            </Button>
          </Can>
        }
        filters={[
          {
            kind: 'choice',
            key: 'state',
            label: t('run.state'),
            options: runStates.map((value) => ({ value, label: t(`run.state.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'playbookId',
            label: t('run.playbook'),
            loading: library.isPending,
            options: (library.data?.items ?? []).map((one) => ({ value: String(one.id), label: say(one.title) })),
          },
          {
            kind: 'choice',
            key: 'communityId',
            label: t('run.community'),
            ...communities,
          },
        ]}
        columns={[
          { key: 'community', title: t('run.community'), phone: 'title', render: (row) => row.communityName },
          {
            key: 'playbook',
            title: t('run.playbook'),
            render: (row) => (
              <>
                {say(row.playbookTitle)} <span className="g-soft">v{row.version}</span>
              </>
            ),
          },
          {
            key: 'state',
            title: t('run.state'),
            phone: 'state',
            width: 110,
            render: (row) => <RunStateTag state={row.state} why={row.endReason} />,
          },
          { key: 'startDay', title: t('run.start-day'), width: 130, render: (row) => f.day(row.startDay, now) },
          {
            key: 'next',
            title: t('run.next'),
            width: 170,
            render: (row) => <NextOfRun run={row} />,
          },
          { key: 'members', title: t('run.members-on'), align: 'right', width: 110, render: (row) => f.number(row.membersOn) },
          { key: 'type', title: t('run.type'), hidden: true, render: (row) => t(`playbook.type.${row.communityType}`) },
        ]}
        {...(viewer.can('run.write')
          ? {
              bulk: changes.map((kind) => ({
                key: kind,
                label: t(`run.change.${kind}`),
                danger: kind === 'stop',
                run: async (selection) => (selection.kind === 'rows' ? await change(kind, selection.keys.map(Number)) : undefined),
              })),
            }
          : {})}
        empty={{
          title: t('run.empty'),
          hint: t('run.empty.hint'),
          action: (
            <Button type="primary" onClick={() => go('/playbooks')}>
              {t('run.empty.action')}
            </Button>
          ),
        }}
      />
      {dialog}
    </>
  )
}
