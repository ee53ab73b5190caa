import { useClient } from '@grove/client/react'
import { MAX_PICTURE_BYTES, type Picture, staffUploadPicture } from '@grove/content/contract'
import { useT } from '@grove/i18n/react'
import { ErrorText, UploadDrop } from '@grove/ui'
import { Button } from 'antd'
import { createContext, useContext, useState } from 'react'
import { MOST_PICTURES } from '../../contract/index.ts'

/** Pictures of the plan as it was kept, by their numbers: a plan holds numbers alone. */
export const KeptPictures = createContext<readonly Pick<Picture, 'id' | 'thumb'>[]>([])

/** The pictures of a lesson, in their order; a new one comes last. */
export function PlanPictures({ value, onChange }: { readonly value: readonly number[]; readonly onChange: (ids: number[]) => void }) {
  const t = useT()
  const client = useClient()
  const kept = useContext(KeptPictures)
  const [sent, setSent] = useState<readonly Picture[]>([])
  const [error, setError] = useState<unknown>()
  const send = (file: File) => {
    setError(undefined)
    client.upload(staffUploadPicture, {}, file).then((picture) => {
      setSent((before) => [...before, picture])
      onChange([...value, picture.id])
    }, setError)
  }
  const thumbs = new Map([...kept, ...sent].map((one) => [one.id, one.thumb]))
  return (
    <section className="camp-labelled" aria-label={t('camp.field.pictures')}>
      <span>{t('camp.field.pictures')}</span>
      {error ? <ErrorText error={error} /> : null}
      {value.length > 0 ? (
        <ul className="camp-plan-pictures">
          {value.map((id, at) => (
            <li key={id}>
              <img src={thumbs.get(id)} alt={t('camp.phone.picture', { number: at + 1 })} />
              <Button
                danger
                size="small"
                type="text"
                aria-label={t('camp.picture.remove', { number: at + 1 })}
                onClick={() => onChange(value.filter((one) => one !== id))}
              >
                {t('camp.exam.remove')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {value.length < MOST_PICTURES ? (
        <UploadDrop hint={t('camp.pictures_hint')} accept="image/*" maxBytes={MAX_PICTURE_BYTES} onFile={send} />
      ) : null}
    </section>
  )
}
