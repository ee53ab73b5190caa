import { useFresh } from '@grove/conversation/h5'
import { Card, Empty, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation, useParams } from 'wouter'
import { rankCamp } from '../../contract/index.ts'

/** /m/:ws/camp/:code/ranking — who keeps at it. */
export default function RankingPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(rankCamp, { ws, code })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  return (
    <Page
      title={t('camp.phone.ranking')}
      subtitle={t('camp.phone.students', { count: page.data.students })}
      onBack={() => go(`/${ws}/camp/${code}`)}
      actions={<LanguageSwitch />}
    >
      {page.data.items.length === 0 ? (
        <Empty title={t('camp.phone.no_ranking')} />
      ) : (
        <Card>
          {page.data.items.map((one, at) => (
            <Row
              key={at}
              lead={<strong style={{ minWidth: 28 }}>{one.rank}</strong>}
              title={one.you ? t('camp.phone.you', { name: one.name }) : one.name}
              note={
                one.post === 'none'
                  ? t('camp.phone.streak_of', { days: one.streak })
                  : `${t(`camp.post.${one.post}`)} · ${t('camp.phone.streak_of', { days: one.streak })}`
              }
              end={<strong>{t('camp.phone.days_done', { days: one.checkIns })}</strong>}
            />
          ))}
        </Card>
      )}
    </Page>
  )
}
