import { useFresh } from '@grove/conversation/h5'
import type { OutputOf } from '@grove/kernel/contract'
import {
  Button,
  Card,
  ChoiceField,
  Empty,
  LanguageSwitch,
  Page,
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
import { giveFeedback, myFeedback } from '../../contract/index.ts'
import '../parts/camp.css'

type Given = OutputOf<typeof myFeedback>['given']

const STARS = ['1', '2', '3', '4', '5'] as const
const TENS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const

/** /m/:ws/camp/:code/feedback — two taps, two lines, and whether somebody may ask more; what was given stands there to be changed. */
export default function FeedbackPage() {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(myFeedback, { ws, code })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  const back = () => go(`/${ws}/camp/${code}`)
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  const { camp, open, from, given } = page.data
  return (
    <Page title={t('camp.feedback')} subtitle={camp} onBack={back} actions={<LanguageSwitch />}>
      {open ? (
        <Form code={code} given={given} onKept={back} />
      ) : (
        <Empty title={t('camp.feedback.early')} hint={t('camp.feedback.opens', { date: f.day(from) })} />
      )}
    </Page>
  )
}

function Form({ code, given, onKept }: { readonly code: string; readonly given: Given; readonly onKept: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const toast = useToast()
  const give = useSend(giveFeedback)
  const [rating, setRating] = useState(given ? String(given.rating) : '')
  const [nps, setNps] = useState(given ? String(given.nps) : '')
  const [best, setBest] = useState(given?.best ?? '')
  const [better, setBetter] = useState(given?.better ?? '')
  const [talk, setTalk] = useState(given?.talk ?? false)
  const send = async () => {
    const done = await give.send({ ws, code, rating: Number(rating), nps: Number(nps), best, better, talk })
    if (!done) return
    toast(t('camp.feedback.thanks'))
    onKept()
  }
  return (
    <>
      <Card title={t('camp.feedback.hint')}>
        <div className="camp-stack">
          <ChoiceField
            label={t('camp.feedback.rating')}
            value={rating}
            options={STARS.map((value) => ({ value, label: `${value} ${t(`camp.feedback.stars.${value}`)}` }))}
            onChange={setRating}
          />
          <ChoiceField
            label={t('camp.feedback.nps')}
            value={nps}
            options={TENS.map((value) => ({ value, label: value }))}
            onChange={setNps}
          />
          <TextField label={t('camp.feedback.best')} lines={3} maxLength={500} value={best} onChange={setBest} />
          <TextField label={t('camp.feedback.better')} lines={3} maxLength={500} value={better} onChange={setBetter} />
          <label className="camp-share">
            <input type="checkbox" checked={talk} onChange={(event) => setTalk(event.target.checked)} />
            {t('camp.feedback.talk')}
          </label>
        </div>
      </Card>
      <ProblemLine problem={give.problem} />
      <Button kind="primary" wide busy={give.busy} disabled={rating === '' || nps === ''} onPress={() => void send()}>
        {t('camp.feedback.send')}
      </Button>
    </>
  )
}
