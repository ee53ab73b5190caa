import { uploadPicture } from '@grove/content/contract'
import { asCallError, Button, Card, Pages, Sheet, TextField, useProblemText, useSend, useWords, useWorkspace } from '@grove/ui-h5'
import type { CallError } from '@grove/client'
import { useEffect, useState } from 'react'
import { addEntry, listPhoneEntries, type PhoneView, type ShownEntry, voteEntry } from '../../contract/index.ts'

/** Contributions of everybody, with votes where there are any, and a way to add one's own. */
export function Entries({ view, onChange }: { readonly view: PhoneView; readonly onChange: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [writing, setWriting] = useState(false)
  const votes = view.entryRule?.votes ?? 0
  const open = view.stage === 'open'
  const label = view.shown?.options[0]?.label ?? t('activity.entry.add')
  return (
    <>
      {open && view.mine.counted && (
        <div className="act-form">
          <Button kind="primary" wide onPress={() => setWriting(true)}>
            {label}
          </Button>
          {view.typed && <p className="act-note">{t(`activity.card.typed.${view.kind}`)}</p>}
        </div>
      )}
      <Card title={t('activity.entries', { count: view.joined })}>
        <Pages
          route={listPhoneEntries}
          input={{ ws, code: view.code, order: votes > 0 ? 'votes' : 'number', limit: 50 }}
          fresh={view}
          empty={<p className="act-note">{t('activity.entries_empty')}</p>}
        >
          {(one) => <Entry entry={one} code={view.code} votes={open && votes > 0} />}
        </Pages>
      </Card>
      {writing && (
        <EntrySheet
          view={view}
          onClose={() => setWriting(false)}
          onDone={() => {
            setWriting(false)
            onChange()
          }}
        />
      )}
    </>
  )
}

function Entry(props: { readonly entry: ShownEntry; readonly code: string; readonly votes: boolean }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const words = useProblemText()
  const vote = useSend(voteEntry)
  const { entry } = props
  const [state, setState] = useState({ voted: entry.voted, votes: entry.votes })
  useEffect(() => setState({ voted: entry.voted, votes: entry.votes }), [entry.voted, entry.votes])
  const toggle = async () => {
    const done = await vote.send({ ws, code: props.code, entryId: entry.id, on: !state.voted })
    if (done) setState({ voted: !state.voted, votes: done.votes })
  }
  return (
    <article className="act-entry">
      <header>
        <b>{entry.number}</b> {entry.name}
      </header>
      {entry.thumb && entry.url && (
        <a href={entry.url} target="_blank" rel="noopener noreferrer">
          <img src={entry.thumb} alt={t('activity.entry.picture_of', { name: entry.name })} loading="lazy" />
        </a>
      )}
      <p className="act-plain">{entry.text}</p>
      {entry.reply && <blockquote className="act-reply">{entry.reply}</blockquote>}
      {props.votes ? (
        <button
          type="button"
          className={state.voted ? 'act-vote act-vote-on' : 'act-vote'}
          aria-pressed={state.voted}
          disabled={vote.busy}
          onClick={() => void toggle()}
        >
          {t('activity.entry.vote', { votes: state.votes })}
        </button>
      ) : (
        state.votes > 0 && <span className="act-note">{t('activity.entry.votes', { votes: state.votes })}</span>
      )}
      {vote.problem && (
        <p className="h5-problem" role="alert">
          {words(vote.problem)}
        </p>
      )}
    </article>
  )
}

function EntrySheet({ view, onClose, onDone }: { readonly view: PhoneView; readonly onClose: () => void; readonly onDone: () => void }) {
  const { ws, client } = useWorkspace()
  const { t } = useWords()
  const words = useProblemText()
  const send = useSend(addEntry)
  const [key] = useState(() => crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`)
  const [text, setText] = useState('')
  const [media, setMedia] = useState<{ readonly id: number; readonly thumb: string }>()
  const [uploading, setUploading] = useState(false)
  const [problem, setProblem] = useState<CallError>()
  const picture = view.entryRule?.picture ?? 'none'
  const upload = async (file: File | undefined) => {
    if (!file) return
    setUploading(true)
    setProblem(undefined)
    try {
      setMedia(await client.upload(uploadPicture, { ws }, file))
    } catch (cause) {
      setProblem(asCallError(cause))
    } finally {
      setUploading(false)
    }
  }
  const ready = text.trim() !== '' && (picture !== 'must' || media !== undefined)
  const submit = async () => {
    if (await send.send({ ws, code: view.code, key, text: text.trim(), ...(media ? { mediaId: media.id } : {}) })) onDone()
  }
  const failed = problem ?? send.problem
  return (
    <Sheet title={view.shown?.text ?? view.title} onClose={onClose}>
      <div className="act-form">
        {picture !== 'none' && (
          <label className="act-upload">
            {media ? (
              <img src={media.thumb} alt={t('activity.entry.picture')} />
            ) : (
              <span>{t(uploading ? 'activity.entry.uploading' : 'activity.entry.choose')}</span>
            )}
            <input
              type="file"
              accept="image/*"
              disabled={uploading}
              onChange={(event) => {
                const file = event.target.files?.[0]
                // So that the same picture can be chosen again after it failed.
                event.target.value = ''
                void upload(file)
              }}
            />
          </label>
        )}
        <TextField label={t('activity.entry.text')} value={text} onChange={setText} lines={3} maxLength={500} required />
        {failed && (
          <p className="h5-problem" role="alert">
            {words(failed)}
          </p>
        )}
        <Button kind="primary" wide busy={send.busy} disabled={!ready || uploading} onPress={() => void submit()}>
          {t('activity.entry.send')}
        </Button>
      </div>
    </Sheet>
  )
}
