import type { Message, Pin, Saying, Seat, ServerFrame, Thread } from '@grove/conversation/contract'
import type { LineState } from '@grove/live/line'
import { type Line, LineError, type LineOptions, openLine } from './room-line.ts'
import { applyFrame, emptyLog, type ThreadLog, withOlder } from './room-log.ts'

/** What this phone said and the server has not numbered yet. */
export interface Pending {
  readonly thread: Thread
  readonly saying: Saying
  readonly at: string
  readonly state: 'sending' | 'failed' | 'held'
  readonly problem?: { readonly code: string; readonly data: Readonly<Record<string, unknown>> }
  /** A picture shown from the phone itself while it is on its way. */
  readonly preview?: string
}

export interface RoomState {
  readonly line: LineState
  readonly gone: { readonly code: string } | null
  readonly name: string
  readonly seat: Seat | null
  readonly open: boolean
  readonly here: number
  readonly pin: Pin | null
  readonly logs: ReadonlyMap<Thread, ThreadLog>
  readonly pending: readonly Pending[]
}

export interface RoomStoreOptions {
  readonly open: LineOptions['open']
  /** Reads a page above `before`. */
  readonly readOlder: (thread: Thread, before: number) => Promise<{ messages: readonly Message[]; more: boolean }>
  readonly upload: (file: Blob) => Promise<{ id: number }>
  readonly makeKey?: () => string
  readonly now?: () => Date
}

export interface RoomStore {
  get(): RoomState
  subscribe(listener: () => void): () => void
  /** Starts hearing a thread; the room and the own private thread are heard from the start. */
  hear(thread: Thread): void
  say(thread: Thread, what: Omit<Saying, 'key'>): void
  sayPicture(thread: Thread, file: Blob, preview: string): void
  retry(key: string): void
  forget(key: string): void
  older(thread: Thread): Promise<void>
  /** Everything else a person does. @throws LineError */
  act: Line['act']
  poke(): void
  close(): void
}

/** Somebody who speaks too fast is said for by the phone, if it is not for long. */
const PATIENCE_S = 10

const failed = (pending: Pending, error: unknown): Pending => {
  const code = error instanceof LineError || isCoded(error) ? error.code : 'client.offline'
  const data = error instanceof LineError ? error.data : {}
  return { ...pending, state: code === 'room.held' ? 'held' : 'failed', problem: { code, data } }
}
const isCoded = (error: unknown): error is { code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'

/** The room as one phone knows it: kept level over a line that may break at any moment, with what it says on top. */
export function createRoomStore(options: RoomStoreOptions): RoomStore {
  const makeKey = options.makeKey ?? (() => crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`)
  const now = options.now ?? (() => new Date())
  const listeners = new Set<() => void>()
  const wanted = new Set<Thread>(['room'])
  const files = new Map<string, Blob>()
  const loading = new Set<Thread>()
  /** The line is new: nothing was heard over it yet. */
  let fresh = true
  let state: RoomState = {
    line: 'connecting',
    gone: null,
    name: '',
    seat: null,
    open: true,
    here: 0,
    pin: null,
    logs: new Map(),
    pending: [],
  }

  const set = (change: Partial<RoomState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const logOf = (thread: Thread) => state.logs.get(thread) ?? emptyLog
  const setLog = (thread: Thread, log: ThreadLog) =>
    set({ logs: new Map(state.logs).set(thread, log), pending: withoutArrived(thread, log) })
  const withoutArrived = (thread: Thread, log: ThreadLog) => {
    if (!state.pending.length) return state.pending
    const arrived = new Set(log.messages.slice(-100).map((message) => message.key))
    return state.pending.filter((one) => one.thread !== thread || !arrived.has(one.saying.key))
  }
  const setPending = (key: string, change: (one: Pending) => Pending | null) =>
    set({ pending: state.pending.flatMap((one) => (one.saying.key === key ? (change(one) ?? []) : one)) })

  const hearFrom = (thread: Thread) => {
    line.act({ t: 'hear', thread, place: logOf(thread).place }).catch((error: unknown) => {
      if (error instanceof LineError && error.code === 'room.not_found') wanted.delete(thread)
    })
  }
  const post = (pending: Pending) => {
    const { key } = pending.saying
    setPending(key, ({ problem: _, ...one }) => ({ ...one, state: 'sending' }))
    line.act({ t: 'post', thread: pending.thread, ...pending.saying }).catch((error: unknown) => {
      // The line broke: it is said again with the same key when the line is back, so it can't be doubled.
      if (error instanceof LineError && error.code === 'client.offline') return
      const wait = error instanceof LineError && error.code === 'room.too_fast' ? Number(error.data.retryAfterSeconds) : 0
      if (wait > 0 && wait <= PATIENCE_S) setTimeout(() => stillWaiting(key) && post(pending), wait * 1000)
      else setPending(key, (one) => failed(one, error))
    })
  }
  const stillWaiting = (key: string) => state.pending.some((one) => one.saying.key === key && one.state === 'sending')
  const sendPicture = async (key: string) => {
    const file = files.get(key)
    const pending = state.pending.find((one) => one.saying.key === key)
    if (!file || !pending) return
    setPending(key, ({ problem: _, ...one }) => ({ ...one, state: 'sending' }))
    try {
      const { id } = await options.upload(file)
      files.delete(key)
      const ready: Pending = { ...pending, saying: { ...pending.saying, content: { kind: 'picture', mediaId: id } } }
      setPending(key, () => ready)
      post(ready)
    } catch (error) {
      setPending(key, (one) => failed(one, error))
    }
  }

  const onFrame = (frame: ServerFrame) => {
    switch (frame.t) {
      case 'ready': {
        const { seat, name } = frame
        if (seat.thread) wanted.add(seat.thread)
        set({ seat, name, open: seat.mayPost })
        if (!fresh) return
        fresh = false
        for (const thread of wanted) hearFrom(thread)
        for (const one of state.pending) if (one.state === 'sending' && !files.has(one.saying.key)) post(one)
        return
      }
      case 'here':
        return set({ here: frame.count })
      case 'bye':
        return set({ gone: { code: frame.code } })
      case 'log':
      case 'post':
      case 'change':
      case 'pin': {
        if ('pin' in frame && frame.thread === 'room') set({ pin: frame.pin })
        const { log, gap } = applyFrame(logOf(frame.thread), frame)
        if (gap) return hearFrom(frame.thread)
        return setLog(frame.thread, log)
      }
      // Answers to requests: the line hands them to whoever asked. News are for other pages.
      case 'news':
      case 'ok':
      case 'no':
      case 'who':
        return
    }
  }
  const line = openLine({
    open: options.open,
    onFrame,
    onState: (next) => {
      if (next !== 'live') fresh = true
      set({ line: next, ...(next === 'gone' && !state.gone ? { gone: { code: 'room.not_found' } } : {}) })
    },
  })

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hear: (thread) => {
      if (wanted.has(thread)) return
      wanted.add(thread)
      hearFrom(thread)
    },
    say: (thread, what) => {
      const pending: Pending = { thread, saying: { ...what, key: makeKey() }, at: now().toISOString(), state: 'sending' }
      set({ pending: [...state.pending, pending] })
      post(pending)
    },
    sayPicture: (thread, file, preview) => {
      const saying: Saying = { key: makeKey(), content: { kind: 'picture', mediaId: 1 }, mentions: [], mentionAll: false }
      files.set(saying.key, file)
      set({ pending: [...state.pending, { thread, saying, at: now().toISOString(), state: 'sending', preview }] })
      void sendPicture(saying.key)
    },
    retry: (key) => {
      const pending = state.pending.find((one) => one.saying.key === key)
      if (files.has(key)) void sendPicture(key)
      else if (pending) post(pending)
    },
    forget: (key) => {
      files.delete(key)
      setPending(key, () => null)
    },
    older: async (thread) => {
      const first = logOf(thread).messages[0]
      if (!first || !logOf(thread).older || loading.has(thread)) return
      loading.add(thread)
      try {
        const page = await options.readOlder(thread, first.seq)
        setLog(thread, withOlder(logOf(thread), page.messages, page.more))
      } finally {
        loading.delete(thread)
      }
    },
    act: (act) => line.act(act),
    poke: () => line.poke(),
    close: () => line.close(),
  }
}
