import { useT } from '@grove/i18n/react'
import { Checkbox, Input, Modal } from 'antd'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'

export interface Ask {
  /** The question, naming the thing: “停掉「新人群 14 天」？”. */
  readonly title: string
  /** What follows, in plain words. */
  readonly body?: ReactNode
  /** Verb on the button; never “OK”. */
  readonly ok: string
  readonly danger?: boolean
  /** Must be typed before the button works: for what cannot be undone. */
  readonly typed?: string
  /** A sentence to tick, for a risk the person takes over. */
  readonly acknowledge?: string
}

interface Pending extends Ask {
  readonly answer: (yes: boolean) => void
}

const Context = createContext<((ask: Ask) => Promise<boolean>) | undefined>(undefined)

/** One question at a time for the whole page; sits inside UiProvider. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<Pending>()
  const asked = useRef(0)
  const ask = useCallback(
    (question: Ask) =>
      new Promise<boolean>((resolve) => {
        asked.current += 1
        setPending({ ...question, answer: resolve })
      }),
    [],
  )
  const close = (yes: boolean) => {
    pending?.answer(yes)
    setPending(undefined)
  }
  return (
    <Context value={ask}>
      {children}
      {pending ? <Question key={asked.current} ask={pending} onClose={close} /> : null}
    </Context>
  )
}

/** `if (await confirm({ title, body, ok: t('run.stop'), danger: true })) …` */
export function useConfirm(): (ask: Ask) => Promise<boolean> {
  const ask = useContext(Context)
  if (!ask) throw new Error('useConfirm needs a ConfirmProvider above it')
  return ask
}

function Question({ ask, onClose }: { ask: Ask; onClose: (yes: boolean) => void }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [ticked, setTicked] = useState(false)
  const ready = (ask.typed === undefined || typed.trim() === ask.typed) && (ask.acknowledge === undefined || ticked)
  return (
    <Modal
      open
      centered
      width={440}
      title={ask.title}
      okText={ask.ok}
      cancelText={t('ui.cancel')}
      okButtonProps={{ danger: ask.danger ?? false, disabled: !ready }}
      onOk={() => onClose(true)}
      onCancel={() => onClose(false)}
    >
      {ask.body ? <div className="g-confirm-body">{ask.body}</div> : null}
      {ask.acknowledge ? (
        <Checkbox checked={ticked} onChange={(event) => setTicked(event.target.checked)}>
          {ask.acknowledge}
        </Checkbox>
      ) : null}
      {ask.typed === undefined ? null : (
        <label className="g-confirm-typed">
          <span>{t('ui.confirm.type', { text: ask.typed })}</span>
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoFocus onPressEnter={() => ready && onClose(true)} />
        </label>
      )}
    </Modal>
  )
}
