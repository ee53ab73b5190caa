import { useFresh } from '@grove/conversation/h5'
import { Badge, Card, Empty, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation, useParams } from 'wouter'
import { myDelivery } from '../../contract/index.ts'

/** /m/:ws/delivery/:id — what I was promised, on which day, and what I have had. */
export default function DeliveryPage() {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const { id = '0' } = useParams<{ id: string }>()
  const page = useLoad(myDelivery, { ws, id: Number(id) })
  useFresh(page.reload, { of: 'delivery', communityId: page.data && Number(id) })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  const { name, items, result } = page.data
  const had = items.filter((one) => one.at !== null).length
  return (
    <Page title={t('delivery.promise')} subtitle={name} onBack={() => go(`/${ws}/room/${id}`)} actions={<LanguageSwitch />}>
      {items.length === 0 ? (
        <Empty title={t('delivery.phone.none')} hint={t('delivery.phone.none_hint')} />
      ) : (
        <Card title={t('delivery.had_of', { had, of: items.length })}>
          {items.map((one, at) => (
            <Row
              key={at}
              title={one.title}
              // What is still to come says its day beside it.
              note={one.note || (one.at === null && !one.late ? undefined : t('delivery.due', { day: f.day(one.dueOn) }))}
              end={
                <Badge tone={one.at === null ? 'plain' : 'official'}>
                  {one.at === null
                    ? t(one.late ? 'delivery.phone.late' : 'delivery.phone.coming', { day: f.day(one.dueOn) })
                    : f.dateTime(one.at)}
                </Badge>
              }
            />
          ))}
        </Card>
      )}
      {result && (
        <Card title={t('delivery.result')}>
          <p>{result}</p>
        </Card>
      )}
    </Page>
  )
}
