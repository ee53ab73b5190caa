import { uploadPicture } from '@grove/content/contract'
import { Button, Card, ProblemLine, TextField, useSend, useToast, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'
import { type DayPage, handInWork } from '../../contract/index.ts'
import { RubricMeans } from './rubric-means.tsx'
import { PictureField } from './picture-field.tsx'
import { Pictures } from './pictures.tsx'

type Work = NonNullable<DayPage['homework']>

/** What is asked, what I handed in, what a teacher said; and the best ones of those who let theirs be shown. */
export function HomeworkCard(props: {
  readonly view: DayPage
  readonly work: Work
  readonly code: string
  readonly onChanged: () => void
}) {
  const { t, f } = useWords()
  const { work } = props
  const [writing, setWriting] = useState(work.mine === null || work.mine.state === 'returned')
  return (
    <>
      <Card title={t('camp.phone.homework')}>
        <div className="camp-stack">
          <p className="camp-text">{work.ask}</p>
          <p className="camp-soft">{t('camp.phone.due', { at: f.dateTime(work.dueAt) })}</p>
          {work.mine && <Mine work={work} mine={work.mine} />}
          {writing ? (
            <Write {...props} onDone={() => setWriting(false)} />
          ) : (
            work.mine?.state === 'handed_in' && <Button onPress={() => setWriting(true)}>{t('camp.phone.hand_in_again')}</Button>
          )}
        </div>
      </Card>
      {work.best.length > 0 && (
        <Card title={t('camp.phone.best')}>
          <div className="camp-stack">
            {work.best.map((one) => (
              <div key={one.name}>
                <strong>{one.name}</strong>
                <p className="camp-text">{one.text}</p>
                <Pictures pictures={one.pictures} />
              </div>
            ))}
          </div>
        </Card>
      )}
    </>
  )
}

function Mine({ work, mine }: { readonly work: Work; readonly mine: NonNullable<Work['mine']> }) {
  const { t } = useWords()
  return (
    <>
      <p>
        <strong>{t(`camp.work.${mine.mark}`)}</strong>
        {mine.score === null ? '' : ` · ${t('camp.phone.score', { score: mine.score, of: work.outOf })}`}
        {mine.late ? ` · ${t('camp.phone.late')}` : ''}
      </p>
      {mine.comment && <p className="camp-comment">{mine.comment}</p>}
      <RubricMeans rubric={mine.rubric} />
      {mine.peers.map((one, at) => (
        <p key={at} className="camp-comment">
          {t('camp.peer.said', { score: one.score, of: work.outOf })} {one.comment}
        </p>
      ))}
      {mine.text && <p className="camp-text">{mine.text}</p>}
      <Pictures pictures={mine.pictures} />
    </>
  )
}

function Write(props: {
  readonly view: DayPage
  readonly work: Work
  readonly code: string
  readonly onChanged: () => void
  readonly onDone: () => void
}) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const toast = useToast()
  const give = useSend(handInWork)
  const [text, setText] = useState(props.work.mine?.text ?? '')
  const [pictures, setPictures] = useState<readonly number[]>([])
  const [share, setShare] = useState(false)
  const send = async () => {
    const done = await give.send({ ws, code: props.code, day: props.view.day, text, pictures: [...pictures], share })
    if (!done) return
    toast(t('camp.phone.handed_in'))
    props.onDone()
    props.onChanged()
  }
  return (
    <>
      <TextField label={t('camp.phone.my_homework')} lines={6} maxLength={5000} value={text} onChange={setText} />
      <PictureField route={uploadPicture} most={9} onChange={setPictures} />
      <label className="camp-share">
        <input type="checkbox" checked={share} onChange={(event) => setShare(event.target.checked)} />
        {t('camp.phone.share')}
      </label>
      <ProblemLine problem={give.problem} />
      <Button kind="primary" wide busy={give.busy} onPress={() => void send()}>
        {t('camp.phone.hand_in')}
      </Button>
    </>
  )
}
