import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Can, Loaded, PageHeader, type TabSpec, UrlTabs, usePathParams, VerbButton } from '@grove/ui'
import { z } from 'zod'
import { type CockpitView, getCockpit, startNow } from '../../contract/index.ts'
import { ActivityState } from '../parts/activity-state.tsx'
import { Cockpit } from '../parts/cockpit.tsx'
import { EntryList } from '../parts/entry-list.tsx'
import { Results } from '../parts/results.tsx'
import { StopButton } from '../parts/stop-button.tsx'
import '../parts/activity.css'

const path = z.object({ id: idParam })
const LIVE_MS = 1500
const QUIET_MS = 10_000

/** /activities/:id — one activity while it runs, and what it brought. */
export default function ActivityPage() {
  const { id } = usePathParams(path)
  const found = useRoute(
    getCockpit,
    { id },
    {
      liveOn: ['activity', 'reward'],
      refetchEvery: (data) =>
        data === undefined || ['done', 'stopped'].includes(data.stage)
          ? false
          : ['open', 'revealed', 'preheating'].includes(data.stage)
            ? LIVE_MS
            : QUIET_MS,
    },
  )
  return <Loaded of={found}>{(data) => <One view={data} />}</Loaded>
}

function One({ view }: { readonly view: CockpitView }) {
  const { t, f } = useI18n()
  const over = view.stage === 'done' || view.stage === 'stopped'
  const tabs: TabSpec[] = [
    { key: 'live', label: t('activity.tab.live'), content: <Cockpit view={view} /> },
    ...(view.entryRule ? [{ key: 'entries', label: t('activity.tab.entries'), content: <EntryList view={view} /> }] : []),
    { key: 'results', label: t('activity.tab.results'), content: <Results view={view} /> },
  ]
  return (
    <>
      <PageHeader
        title={view.title}
        back="/activities"
        tags={<ActivityState stage={view.stage} />}
        hint={t('activity.of', { community: view.communityName, at: f.dateTime(view.startsAt) })}
        actions={
          over ? null : (
            <Can right="activity.run">
              {['planned', 'announced', 'preheating'].includes(view.stage) ? (
                <VerbButton
                  route={startNow}
                  input={{ id: view.id }}
                  invalidates={[getCockpit]}
                  confirm={{
                    title: t('activity.start_ask', { title: view.title }),
                    body: t('activity.start_hint'),
                    ok: t('activity.start_now'),
                  }}
                >
                  {t('activity.start_now')}
                </VerbButton>
              ) : null}
              <StopButton view={view} />
            </Can>
          )
        }
      />
      <UrlTabs tabs={tabs} />
    </>
  )
}
