import {
  Button,
  Card,
  ChoiceField,
  LanguageSwitch,
  Page,
  ProblemLine,
  TextField,
  useSend,
  useToast,
  useWords,
  useWorkspace,
} from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { giveFeedback } from '../../contract/index.ts'
import '../parts/camp.css'

const STARS = ['1', '2', '3', '4', '5'] as const
const TENS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const

/** /m/:ws/camp/:code/feedback — two taps, two lines, and whether somebody may ask more. */
export default function FeedbackPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const toast = useToast()
  const { code = '' } = useParams<{ code: string }>()
  const give = useSend(giveFeedback)
  const [rating, setRating] = useState('')
  const [nps, setNps] = useState('')
  const [best, setBest] = useState('')
  const [better, setBetter] = useState('')
  const [talk, setTalk] = useState(false)
  const back = () => go(`/${ws}/camp/${code}`)
  const send = async () => {
    const done = await give.send({ ws, code, rating: Number(rating), nps: Number(nps), best, better, talk })
    if (!done) return
    toast(t('camp.feedback.thanks'))
    back()
  }
  return (
    <Page title={t('camp.feedback')} subtitle={t('camp.feedback.hint')} onBack={back} actions={<LanguageSwitch />}>
      <Card>
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
    </Page>
  )
}
