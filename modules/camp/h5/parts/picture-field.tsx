import type { uploadPicture } from '@grove/content/contract'
import { Icon, ProblemLine, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'

type Problem = Parameters<typeof ProblemLine>[0]['problem']
interface Kept {
  readonly id: number
  readonly thumb: string
}

/** Pictures of the phone: sent one after the other as they are chosen, taken back with a tap. */
export function PictureField(props: {
  readonly route: typeof uploadPicture
  readonly most: number
  readonly onChange: (ids: readonly number[]) => void
}) {
  const { ws, client } = useWorkspace()
  const { t } = useWords()
  const [kept, setKept] = useState<readonly Kept[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const keep = (next: readonly Kept[]) => {
    setKept(next)
    props.onChange(next.map((one) => one.id))
  }
  const take = async (files: readonly File[]) => {
    setBusy(true)
    setProblem(undefined)
    let now = kept
    for (const file of files.slice(0, props.most - kept.length)) {
      try {
        const done = await client.upload(props.route, { ws }, file)
        now = [...now.filter((one) => one.id !== done.id), { id: done.id, thumb: done.thumb }]
        keep(now)
      } catch (cause) {
        setProblem(cause as Problem)
      }
    }
    setBusy(false)
  }
  return (
    <div className="camp-taken">
      <div className="camp-pictures">
        {kept.map((one) => (
          <button
            key={one.id}
            type="button"
            className="camp-picture"
            aria-label={t('camp.phone.take_picture_away')}
            onClick={() => keep(kept.filter((other) => other.id !== one.id))}
          >
            <img src={one.thumb} alt="" />
          </button>
        ))}
        {kept.length < props.most && (
          <label className="camp-picture camp-picture-add">
            <Icon name="picture" />
            <span>{t(busy ? 'camp.phone.sending_picture' : 'camp.phone.add_picture')}</span>
            <input
              type="file"
              accept="image/*"
              multiple={props.most > 1}
              disabled={busy}
              onChange={(event) => {
                const files = [...(event.target.files ?? [])]
                event.target.value = ''
                void take(files)
              }}
            />
          </label>
        )}
      </div>
      <ProblemLine problem={problem} />
    </div>
  )
}
