import { Avatar, Card, Empty, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation } from 'wouter'
import { myCommunities } from '../../contract/index.ts'

/** /m/:ws — the groups this phone is in. */
export default function MinePage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const mine = useLoad(myCommunities, { ws })
  if (mine.problem && !mine.data && mine.problem.status !== 401)
    return <ProblemPage problem={mine.problem} onRetry={mine.reload} home={false} />
  if (!mine.data && !mine.problem) return <Waiting />
  const items = mine.data?.items ?? []
  return (
    <Page title={t('community.mine.title')} actions={<LanguageSwitch />}>
      {items.length === 0 ? (
        <Empty title={t('community.mine.empty')} hint={t('community.mine.empty_hint')} />
      ) : (
        <Card>
          {items.map((one) => (
            <Row
              key={one.id}
              lead={<Avatar name={one.name} seed={one.code} />}
              title={one.name}
              note={t(`community.type.${one.type}`)}
              onPress={() => go(`/${ws}/room/${one.id}`)}
            />
          ))}
        </Card>
      )}
      {mine.data && (
        <Card>
          <Row title={t('community.mine.me')} note={t('community.mine.me_hint')} onPress={() => go(`/${ws}/me`)} />
          <Row title={t('community.mine.camps')} note={t('community.mine.camps_hint')} onPress={() => go(`/${ws}/camps`)} />
          <Row title={t('community.mine.points')} note={t('community.mine.points_hint')} onPress={() => go(`/${ws}/points`)} />
          <Row title={t('community.mine.prizes')} note={t('community.mine.prizes_hint')} onPress={() => go(`/${ws}/prizes`)} />
        </Card>
      )}
    </Page>
  )
}
