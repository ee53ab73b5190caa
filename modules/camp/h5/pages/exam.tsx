import { useFresh } from '@grove/conversation/h5'
import {
  Badge,
  Button,
  Card,
  LanguageSwitch,
  Page,
  ProblemLine,
  ProblemPage,
  Row,
  useLoad,
  useSend,
  useWords,
  useWorkspace,
  Waiting,
} from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { beginExam, type ExamPage as View, lookAtExam } from '../../contract/index.ts'
import { ExamPaper } from '../parts/exam-paper.tsx'
import '../parts/camp.css'

/** /m/:ws/camp/:code/exam/:exam — what is asked, the paper, then how it went. */
export default function ExamPage() {
  const { ws } = useWorkspace()
  const [, go] = useLocation()
  const { code = '', exam = '' } = useParams<{ code: string; exam: string }>()
  const page = useLoad(lookAtExam, { ws, code, exam })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  const { data } = page
  return (
    <Page title={data.title} subtitle={data.camp} onBack={() => go(`/${ws}/camp/${code}`)} actions={<LanguageSwitch />}>
      {data.going ? (
        <ExamPaper key={data.going.attempt} code={code} exam={exam} going={data.going} onDone={page.reload} />
      ) : (
        <Door view={data} code={code} exam={exam} onBegun={page.reload} />
      )}
    </Page>
  )
}

function Door(props: { readonly view: View; readonly code: string; readonly exam: string; readonly onBegun: () => void }) {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const begin = useSend(beginExam)
  const [open, setOpen] = useState(false)
  const { view } = props
  return (
    <>
      <section className="camp-hero">
        <h2>{t(`camp.exam_state.${view.state}`)}</h2>
        {view.percent !== null && <p className="camp-mark-big">{t('camp.percent', { percent: f.number(view.percent) })}</p>}
        <p>{t('camp.exam.asks', { count: view.count, pass: view.pass })}</p>
        <p>
          {view.minutes === null ? t('camp.exam.no_limit') : t('camp.exam.limit', { minutes: view.minutes })} ·{' '}
          {t('camp.exam.attempts_used', { used: view.used, of: view.attempts })}
        </p>
        {view.counts && <p>{t('camp.exam.counts')}</p>}
      </section>
      <ProblemLine problem={begin.problem} />
      {view.state === 'open' && (
        <Button
          kind="primary"
          wide
          busy={begin.busy}
          onPress={() => void begin.send({ ws, code: props.code, exam: props.exam }).then((done) => done && props.onBegun())}
        >
          {t(view.used > 0 ? 'camp.exam.again' : 'camp.exam.begin')}
        </Button>
      )}
      {view.last && (
        <Card title={t('camp.exam.last', { attempt: view.last.attempt })}>
          {view.last.waiting > 0 && <p className="camp-comment">{t('camp.exam.being_read', { count: view.last.waiting })}</p>}
          {view.state === 'open' && <p className="camp-soft">{t('camp.exam.kept_secret')}</p>}
          {open ? <Results view={view.last} /> : <Row title={t('camp.exam.see_answers')} onPress={() => setOpen(true)} />}
        </Card>
      )}
    </>
  )
}

function Results({ view }: { readonly view: NonNullable<View['last']> }) {
  const { t } = useWords()
  return (
    <div className="camp-stack">
      {view.results.map((one, at) => (
        <div key={at} className="camp-question">
          <p>
            <strong>
              {at + 1}. {one.stem}
            </strong>
          </p>
          <p>
            <Badge tone={one.state === 'right' ? 'official' : 'plain'}>{t(`camp.exam.result.${one.state}`)}</Badge>{' '}
            {one.state === 'person' ? '' : t('camp.phone.score', { score: one.points, of: one.of })}
          </p>
          <p className="camp-text">{t('camp.exam.given', { answer: one.given || t('camp.exam.nothing') })}</p>
          {one.right && one.state !== 'right' && <p className="camp-text">{t('camp.exam.right', { answer: one.right })}</p>}
          {one.explain && <p className="camp-soft">{one.explain}</p>}
          {one.comment && <p className="camp-comment">{one.comment}</p>}
        </div>
      ))}
    </div>
  )
}
