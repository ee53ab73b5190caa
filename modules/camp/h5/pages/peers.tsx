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
  TextField,
  useLoad,
  useSend,
  useToast,
  useWords,
  useWorkspace,
  Waiting,
} from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { wrongPoints } from '../../domain/rubric.ts'
import { listPeerWork, lookAtPeers, type PeerWork, readPeer } from '../../contract/index.ts'
import { RubricFields } from '../parts/rubric-fields.tsx'
import { Pictures } from '../parts/pictures.tsx'
import '../parts/camp.css'

/** /m/:ws/camp/:code/peers — homework of others, without their names: a score and a kind, concrete line. */
export default function PeersPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(lookAtPeers, { ws, code })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  return (
    <Page title={t('camp.peer')} subtitle={page.data.camp} onBack={() => go(`/${ws}/camp/${code}`)} actions={<LanguageSwitch />}>
      <p className="camp-soft">{t('camp.peer.hint')}</p>
      <Pages
        route={listPeerWork}
        input={{ ws, code, limit: 20 }}
        fresh={page.data}
        empty={<Empty title={t('camp.peer.none')} hint={t('camp.peer.none_hint')} />}
      >
        {(one) => <One work={one} code={code} onDone={page.reload} />}
      </Pages>
    </Page>
  )
}

function One({ work, code, onDone }: { readonly work: PeerWork; readonly code: string; readonly onDone: () => void }) {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const toast = useToast()
  const give = useSend(readPeer)
  const [score, setScore] = useState(work.score === null ? '' : String(work.score))
  const [points, setPoints] = useState<readonly (number | undefined)[]>(work.points)
  const [comment, setComment] = useState(work.comment ?? '')
  const rubric = work.criteria.length > 0
  const send = async () => {
    const done = await give.send({
      ws,
      code,
      day: work.day,
      place: work.place,
      comment,
      ...(rubric ? { points: points.map(Number) } : { score: Number(score) }),
    })
    if (!done) return
    toast(t('camp.peer.thanks'))
    onDone()
  }
  const judged = rubric ? wrongPoints(work.criteria, points) === undefined : /^\d+$/.test(score) && Number(score) <= work.outOf
  const fits = judged && comment.trim().length >= 5
  return (
    <Card title={`${t('camp.phone.day', { day: work.day })} ${work.title}`}>
      <div className="camp-stack">
        <p className="camp-soft">{work.ask}</p>
        <p className="camp-text camp-comment">{work.text}</p>
        <Pictures pictures={work.pictures} />
        {work.open ? (
          <>
            {rubric ? (
              <RubricFields criteria={work.criteria} outOf={work.outOf} points={points} onChange={setPoints} />
            ) : (
              <TextField label={t('camp.peer.score', { of: work.outOf })} maxLength={3} value={score} onChange={setScore} />
            )}
            <TextField label={t('camp.peer.comment')} lines={3} maxLength={500} value={comment} onChange={setComment} />
            <ProblemLine problem={give.problem} />
            <Button kind={work.score === null ? 'primary' : 'plain'} wide busy={give.busy} disabled={!fits} onPress={() => void send()}>
              {t(work.score === null ? 'camp.peer.send' : 'camp.peer.change')}
            </Button>
            <p className="camp-soft">{t('camp.peer.until', { at: f.dateTime(work.until) })}</p>
          </>
        ) : (
          <p className="camp-soft">{work.comment ?? t('camp.peer.missed')}</p>
        )}
      </div>
    </Card>
  )
}
