import { useFresh } from '@grove/conversation/h5'
import {
  Button,
  Card,
  Empty,
  LanguageSwitch,
  Page,
  Pages,
  ProblemLine,
  ProblemPage,
  Row,
  type RowOf,
  TextField,
  useLoad,
  useSend,
  useWords,
  useWorkspace,
  Waiting,
} from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { bookDefence, listTimes, lookAtDefence } from '../../contract/index.ts'
import '../parts/camp.css'

/** /m/:ws/camp/:code/defence — when I show what I made. */
export default function DefencePage() {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(lookAtDefence, { ws, code })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  const book = useSend(bookDefence)
  const [title, setTitle] = useState('')
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  const { mine, camp, counts } = page.data
  const take = (slotId: number | null) =>
    void book.send({ ws, code, slotId, title: title || (mine?.title ?? '') }).then((done) => done && page.reload())
  return (
    <Page title={t('camp.defence')} subtitle={camp} onBack={() => go(`/${ws}/camp/${code}`)} actions={<LanguageSwitch />}>
      <ProblemLine problem={book.problem} />
      {counts && mine?.passed !== true && <p className="camp-comment">{t('camp.defence.counts')}</p>}
      {mine && (
        <Card title={t('camp.defence.mine')}>
          <div className="camp-stack">
            <p>
              <strong>{f.dateTime(mine.at)}</strong>
            </p>
            <p>{[mine.place, mine.title].filter(Boolean).join(' · ')}</p>
            {mine.passed !== null && <p>{t(mine.passed ? 'camp.exam_state.passed' : 'camp.exam_state.failed')}</p>}
            {mine.comment && <p className="camp-comment">{mine.comment}</p>}
            {mine.passed === false && <p>{t('camp.defence.again')}</p>}
            {mine.passed === null && (
              <Button busy={book.busy} onPress={() => take(null)}>
                {t('camp.defence.give_back')}
              </Button>
            )}
          </div>
        </Card>
      )}
      {mine?.passed !== true && (
        <Card title={t('camp.defence.choose')}>
          <Pages
            route={listTimes}
            input={{ ws, code, limit: 50 }}
            fresh={page.data}
            lead={<TextField label={t('camp.defence.title')} maxLength={80} value={title} onChange={setTitle} />}
            empty={<Empty title={t('camp.defence.none')} hint={t('camp.defence.phone_hint')} />}
          >
            {(one) => <Time slot={one} own={one.id === mine?.slotId} onTake={() => take(one.id)} />}
          </Pages>
        </Card>
      )}
    </Page>
  )
}

function Time({ slot, own, onTake }: { readonly slot: RowOf<typeof listTimes>; readonly own: boolean; readonly onTake: () => void }) {
  const { t, f } = useWords()
  const free = slot.taken < slot.seats && !own
  return (
    <Row
      title={f.dateTime(slot.at)}
      note={[slot.place, t('camp.defence.taken', { taken: slot.taken, seats: slot.seats })].filter(Boolean).join(' · ')}
      end={
        <span className={free ? 'camp-take' : 'camp-soft'}>
          {t(own ? 'camp.defence.own' : free ? 'camp.defence.book' : 'camp.defence.full')}
        </span>
      }
      {...(free ? { onPress: onTake } : {})}
    />
  )
}
