import { Card, Empty, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation } from 'wouter'
import { myCamps } from '../../contract/index.ts'

/** /m/:ws/camps — the camps this phone is in. */
export default function CampsPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const mine = useLoad(myCamps, { ws })
  if (mine.problem && !mine.data) return <ProblemPage problem={mine.problem} onRetry={mine.reload} />
  if (!mine.data) return <Waiting />
  return (
    <Page title={t('camp.phone.mine')} onBack={() => go(`/${ws}`)} actions={<LanguageSwitch />}>
      {mine.data.items.length === 0 ? (
        <Empty title={t('camp.phone.none')} hint={t('camp.phone.none_hint')} />
      ) : (
        <Card>
          {mine.data.items.map((one) => (
            <Row
              key={one.code}
              title={one.name}
              note={
                one.state === 'running' ? t('camp.phone.day_of', { day: one.today, days: one.days }) : t(`camp.edition_state.${one.state}`)
              }
              onPress={() => go(`/${ws}/camp/${one.code}`)}
            />
          ))}
        </Card>
      )}
    </Page>
  )
}
