import { Button, Card, Empty, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { type Entry, myPoints } from '../../contract/index.ts'
import { reasonWords } from '../../domain/reason-words.ts'

/** /m/:ws/points — how many points, and why. */
export default function PointsPage() {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const [cursor, setCursor] = useState<string>()
  const [older, setOlder] = useState<readonly Entry[]>([])
  const page = useLoad(myPoints, { ws, limit: 50, ...(cursor ? { cursor } : {}) })
  const { data } = page
  useEffect(() => {
    if (data) setOlder((known) => [...known, ...data.items.filter((item) => !known.some((one) => one.id === item.id))])
  }, [data])
  if (page.problem && !data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!data) return <Waiting />
  return (
    <Page title={t('points.mine')} onBack={() => go(`/${ws}`)} actions={<LanguageSwitch />}>
      <Card title={t('points.balance')}>
        <strong style={{ fontSize: 34, lineHeight: 1.2 }}>{f.number(data.balance)}</strong>
      </Card>
      {older.length === 0 ? (
        <Empty title={t('points.empty')} hint={t('points.mine_hint')} />
      ) : (
        <Card>
          {older.map((one) => (
            <Row
              key={one.id}
              title={reasonWords(t, one)}
              note={f.dateTime(one.at)}
              end={<strong>{one.amount > 0 ? `+${f.number(one.amount)}` : f.number(one.amount)}</strong>}
            />
          ))}
        </Card>
      )}
      {data.next && (
        <Button wide busy={page.loading} onPress={() => setCursor(data.next ?? undefined)}>
          {t('points.more')}
        </Button>
      )}
    </Page>
  )
}
