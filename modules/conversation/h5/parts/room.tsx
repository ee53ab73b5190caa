import type { Message, Thread } from '@grove/conversation/contract'
import { Empty, useProblemText, useToast, useWords } from '@grove/ui-h5'
import { CallError } from '@grove/client'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { Composer } from './composer.tsx'
import { LineBar } from './line-bar.tsx'
import { MessageList } from './message-list.tsx'
import { MessageMenu } from './message-menu.tsx'
import { PictureView } from './picture-view.tsx'
import { PinBar } from './pin-bar.tsx'
import { type PeoplePage, RoomContext, type RoomScene } from './room-context.ts'
import { LineError } from './room-line.ts'
import type { RoomStore } from './room-store.ts'
import { Silence } from './silence.tsx'
import { useRoomState } from './use-room.ts'
import './room.css'
import './composer.css'

export interface RoomProps {
  readonly store: RoomStore
  readonly thread: Thread
  /** Last number read in each thread before this visit. */
  readonly readUpTo: number | null
  readonly people: (text: string, cursor: string | null) => Promise<PeoplePage>
  /** Bars above the conversation that need the room: head, people button. */
  readonly head?: ReactNode
  /** Shown instead of the conversation when the server turned this person away. */
  readonly gone?: ReactNode
}

const READ_AFTER_MS = 800

/** The live conversation: list, composer and everything one can do with a message. The same for members and for staff. */
export function Room({ store, thread, readUpTo, people, head, gone }: RoomProps) {
  const { t } = useWords()
  const toast = useToast()
  const words = useProblemText()
  const state = useRoomState(store)
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [chosen, setChosen] = useState<Message | null>(null)
  const [picture, setPicture] = useState<string | null>(null)
  const onRead = useReadMark(store, thread)

  const attempt = useCallback(
    async (act: Parameters<RoomStore['act']>[0], done?: string) => {
      try {
        await store.act(act)
        if (done) toast(done)
        return true
      } catch (error) {
        toast(words(error instanceof LineError ? new CallError(error.code, 0, error.data) : new CallError('client.offline', 0)))
        return false
      }
    },
    [store, toast, words],
  )
  const scene = useMemo<RoomScene>(
    () => ({ store, state, thread, people, attempt, reply: setReplyTo, openMenu: setChosen, openPicture: setPicture }),
    [store, state, thread, people, attempt],
  )
  const endReply = useCallback(() => setReplyTo(null), [])
  const refresh = useCallback(() => store.poke(), [store])

  if (state.gone) return gone ?? <Empty title={words(new CallError(state.gone.code, 0))} />
  const muted = thread === 'room' ? (state.seat?.mutedUntil ?? null) : null
  const silent = state.seat !== null && (!state.open || muted !== null)
  return (
    <RoomContext.Provider value={scene}>
      <section className="room" aria-label={state.name || t('room.messages')}>
        {head}
        <LineBar line={state.line} onRetry={refresh} />
        {thread === 'room' && <PinBar />}
        <MessageList key={`list-${thread}`} readUpTo={readUpTo} onRead={onRead} />
        {silent ? (
          <Silence mutedUntil={state.open ? muted : null} onOver={refresh} />
        ) : (
          <Composer key={`write-${thread}`} replyTo={replyTo} onReplyDone={endReply} />
        )}
        {chosen && <MessageMenu message={chosen} onClose={() => setChosen(null)} />}
        {picture && <PictureView url={picture} onClose={() => setPicture(null)} />}
      </section>
    </RoomContext.Provider>
  )
}

/** Tells the server how far one has read, a little later and only forward. */
function useReadMark(store: RoomStore, thread: Thread): (seq: number) => void {
  const marks = useRef(new Map<Thread, { told: number; seq: number; timer: ReturnType<typeof setTimeout> | undefined }>())
  return useCallback(
    (seq: number) => {
      const current = marks.current.get(thread) ?? { told: 0, seq: 0, timer: undefined }
      marks.current.set(thread, current)
      current.seq = Math.max(current.seq, seq)
      current.timer ??= setTimeout(() => {
        current.timer = undefined
        if (current.seq <= current.told) return
        current.told = current.seq
        store.act({ t: 'read', thread, seq: current.seq }).catch(() => {
          current.told = 0
        })
      }, READ_AFTER_MS)
    },
    [store, thread],
  )
}
