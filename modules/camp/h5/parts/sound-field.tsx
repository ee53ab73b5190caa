import { Button, ProblemLine, useWords, useWorkspace } from '@grove/ui-h5'
import { useRef, useState } from 'react'
import { uploadSound } from '../../contract/index.ts'

type Problem = Parameters<typeof ProblemLine>[0]['problem']

/** Speak instead of writing: recorded here where the browser can, or a recording of the phone. */
export function SoundField(props: { readonly code: string; readonly onChange: (id: number | null) => void }) {
  const { ws, client } = useWorkspace()
  const { t } = useWords()
  const [kept, setKept] = useState<{ readonly id: number; readonly url: string }>()
  const [state, setState] = useState<'idle' | 'recording' | 'sending'>('idle')
  const [problem, setProblem] = useState<Problem>()
  const recorder = useRef<MediaRecorder>(undefined)
  const keep = (next: typeof kept) => {
    setKept(next)
    props.onChange(next?.id ?? null)
  }
  const send = async (file: File) => {
    setState('sending')
    setProblem(undefined)
    try {
      keep(await client.upload(uploadSound, { ws, code: props.code }, file))
    } catch (cause) {
      setProblem(cause as Problem)
    }
    setState('idle')
  }
  const record = async () => {
    setProblem(undefined)
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const parts: Blob[] = []
      const tape = new MediaRecorder(stream)
      recorder.current = tape
      tape.ondataavailable = ({ data }) => parts.push(data)
      tape.onstop = () => {
        for (const track of stream.getTracks()) track.stop()
        void send(new File(parts, 'voice', { type: tape.mimeType }))
      }
      tape.start()
      setState('recording')
    } catch {
      // Not allowed, or no microphone: the file of a recording is still taken.
      setState('idle')
    }
  }
  if (kept)
    return (
      <div className="camp-sound">
        {/* biome-ignore lint/a11y/useMediaCaption: nobody wrote down what a student just said */}
        <audio controls src={kept.url} aria-label={t('camp.sound')} />
        <Button onPress={() => keep(undefined)}>{t('camp.sound.again')}</Button>
      </div>
    )
  return (
    <div className="camp-sound">
      {'MediaRecorder' in globalThis && (
        <Button
          busy={state === 'sending'}
          kind={state === 'recording' ? 'primary' : 'plain'}
          onPress={() => (state === 'recording' ? recorder.current?.stop() : void record())}
        >
          {t(state === 'recording' ? 'camp.sound.stop' : 'camp.sound.record')}
        </Button>
      )}
      <label className="camp-file">
        {t('camp.sound.choose')}
        <input
          type="file"
          accept="audio/*"
          className="camp-hidden"
          disabled={state !== 'idle'}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            event.target.value = ''
            if (file) void send(file)
          }}
        />
      </label>
      <ProblemLine problem={problem} />
    </div>
  )
}
