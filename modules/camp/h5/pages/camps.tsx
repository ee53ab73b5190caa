import { Card, Empty, LanguageSwitch, Page, Pages, Row, useWords, useWorkspace } from '@grove/ui-h5'
import { useLocation } from 'wouter'
import { myCamps } from '../../contract/index.ts'

/** /m/:ws/camps — the camps this phone is in. */
export default function CampsPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  return (
    <Page title={t('camp.phone.mine')} onBack={() => go(`/${ws}`)} actions={<LanguageSwitch />}>
      <Card>
        <Pages route={myCamps} input={{ ws, limit: 30 }} empty={<Empty title={t('camp.phone.none')} hint={t('camp.phone.none_hint')} />}>
          {(one) => (
            <Row
              title={one.name}
              note={
                one.state === 'running' ? t('camp.phone.day_of', { day: one.today, days: one.days }) : t(`camp.edition_state.${one.state}`)
              }
              onPress={() => go(`/${ws}/camp/${one.code}`)}
            />
          )}
        </Pages>
      </Card>
    </Page>
  )
}
