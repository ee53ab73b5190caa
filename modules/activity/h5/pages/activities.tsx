import { useFresh } from '@grove/conversation/h5'
import { Badge, Card, Empty, LanguageSwitch, Page, Pages, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation, useParams } from 'wouter'
import { listRunning } from '../../contract/index.ts'

/** /m/:ws/activities/:community — what runs in a group, and what is coming. */
export default function ActivitiesPage() {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const { community = '0' } = useParams<{ community: string }>()
  const communityId = Number(community)
  // Whether one is let in, and when there is news; the list reads its own pages.
  const page = useLoad(listRunning, { ws, communityId, limit: 1 })
  useFresh(page.reload, { of: 'activity', communityId: page.data && communityId })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  return (
    <Page title={t('activity.phone.running')} onBack={() => go(`/${ws}/room/${communityId}`)} actions={<LanguageSwitch />}>
      <Card>
        <Pages
          route={listRunning}
          input={{ ws, communityId, limit: 20 }}
          fresh={page.data}
          empty={<Empty title={t('activity.phone.none')} hint={t('activity.phone.none_hint')} />}
        >
          {(one) => (
            <Row
              title={one.title}
              note={[t(`activity.kind.${one.kind}`), f.dateTime(one.startsAt)].join(' · ')}
              end={<Badge tone={one.stage === 'open' ? 'official' : 'plain'}>{t(`activity.stage.${one.stage}`)}</Badge>}
              onPress={() => go(`/${ws}/a/${one.code}`)}
            />
          )}
        </Pages>
      </Card>
    </Page>
  )
}
