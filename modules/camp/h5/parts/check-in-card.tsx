import { uploadPicture } from '@grove/content/contract'
import { Button, Card, ProblemLine, TextField, useSend, useToast, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'
import { checkIn, type DayPage } from '../../contract/index.ts'
import { PictureField } from './picture-field.tsx'
import { SoundField } from './sound-field.tsx'
import { Pictures } from './pictures.tsx'

/** Tell the group how it went: words, pictures, a link. */
export function CheckInCard(props: {
  readonly view: DayPage
  readonly ask: NonNullable<DayPage['checkIn']>
  readonly code: string
  readonly onChanged: () => void
}) {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const toast = useToast()
  const give = useSend(checkIn)
  const { ask, view } = props
  const [text, setText] = useState('')
  const [link, setLink] = useState('')
  const [sound, setSound] = useState<number | null>(null)
  const [pictures, setPictures] = useState<readonly number[]>([])
  if (ask.mine)
    return (
      <Card title={t(ask.mine.madeUp ? 'camp.phone.made_up_at' : 'camp.phone.checked_in_at', { at: f.dateTime(ask.mine.at) })}>
        <div className="camp-stack">
          {ask.mine.text && <p className="camp-text">{ask.mine.text}</p>}
          {/* biome-ignore lint/a11y/useMediaCaption: the student's own voice */}
          {ask.mine.sound && <audio controls src={ask.mine.sound} aria-label={t('camp.sound')} />}
          <Pictures pictures={ask.mine.pictures} />
          {ask.mine.link && (
            <a className="camp-file" href={ask.mine.link} target="_blank" rel="noopener noreferrer">
              {ask.mine.link}
            </a>
          )}
          {ask.mine.comment && <p className="camp-comment">{ask.mine.comment}</p>}
        </div>
      </Card>
    )
  if (ask.may !== 'now' && ask.may !== 'card')
    return (
      <Card title={t('camp.phone.check_in')}>
        <p className="camp-stack">{t(`camp.phone.may.${ask.may}`)}</p>
      </Card>
    )
  const send = async () => {
    const done = await give.send({
      ws,
      code: props.code,
      day: view.day,
      text,
      pictures: [...pictures],
      sound,
      link: link.trim() === '' ? null : link.trim(),
    })
    if (!done) return
    toast(t('camp.phone.checked_in', { streak: done.streak }))
    props.onChanged()
  }
  return (
    <Card title={t('camp.phone.check_in')}>
      <div className="camp-stack">
        {ask.may === 'card' && <p className="camp-soft">{t('camp.phone.by_card', { cards: view.cardsLeft })}</p>}
        <TextField label={ask.ask} lines={4} maxLength={2000} value={text} onChange={setText} />
        {ask.needs === 'picture' && <p className="camp-soft">{t('camp.phone.picture_needed')}</p>}
        <PictureField route={uploadPicture} most={9} onChange={setPictures} />
        {ask.needs === 'sound' && <p className="camp-soft">{t('camp.sound.needed')}</p>}
        <SoundField code={props.code} onChange={setSound} />
        <TextField label={t('camp.phone.link')} maxLength={500} value={link} onChange={setLink} placeholder="https://" />
        <ProblemLine problem={give.problem} />
        <Button kind="primary" wide busy={give.busy} onPress={() => void send()}>
          {t(ask.may === 'card' ? 'camp.phone.make_up' : 'camp.phone.check_in_now')}
        </Button>
        <p className="camp-soft">{t('camp.phone.stays_here')}</p>
      </div>
    </Card>
  )
}
