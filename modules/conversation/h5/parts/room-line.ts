import type { ClientFrame, ServerFrame } from '@grove/conversation/contract'

/** `live` frames flow · `waiting` between two tries · `gone` the server turned us away for good. */
export type LineState = 'connecting' | 'live' | 'waiting' | 'gone'

/** A socket as the line uses it; what it hears goes to the handlers it was opened with. */
export interface Socket {
  send(text: string): void
  close(): void
}
export interface SocketHandlers {
  message(data: unknown): void
  close(code: number): void
}

export interface LineOptions {
  readonly open: (handlers: SocketHandlers) => Socket
  readonly onFrame: (frame: ServerFrame) => void
  readonly onState: (state: LineState) => void
}

/** An act that got no answer: the line broke or the server said no. */
export class LineError extends Error {
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>
  constructor(code: string, data: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.data = data
  }
}

type Act = ClientFrame extends infer F ? (F extends { id: number } ? Omit<F, 'id'> : never) : never

export interface Line {
  /** Resolves with the answer of the server. @throws LineError */
  act(act: Act): Promise<ServerFrame>
  /** The network is said to be back, or the page came to the front: look at once. */
  poke(): void
  close(): void
}

const BACK_OFF = [400, 1000, 2000, 4000, 8000, 15_000]
const PING_MS = 20_000
const ANSWER_MS = 10_000
const TURNED_AWAY = 4403

/** A socket that comes back by itself, sooner at first and later when the server stays away; each act waits for its answer. */
export function openLine(options: LineOptions): Line {
  let socket: Socket | undefined
  let state: LineState = 'connecting'
  let tries = 0
  let acts = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let beat: ReturnType<typeof setInterval> | undefined
  const waiting = new Map<number, { resolve: (frame: ServerFrame) => void; reject: (error: LineError) => void }>()

  const move = (next: LineState) => {
    if (state === next) return
    state = next
    options.onState(next)
  }
  const failAll = () => {
    for (const act of waiting.values()) act.reject(new LineError('client.offline'))
    waiting.clear()
  }
  const stopTimers = () => {
    clearTimeout(retry)
    clearTimeout(silence)
    clearInterval(beat)
  }
  const lost = (code: number) => {
    stopTimers()
    socket = undefined
    failAll()
    if (state === 'gone') return
    if (code === TURNED_AWAY) return move('gone')
    move('waiting')
    const delay = (BACK_OFF[Math.min(tries, BACK_OFF.length - 1)] ?? 0) * (0.75 + Math.random() / 2)
    tries += 1
    retry = setTimeout(connect, delay)
  }
  const hear = (data: unknown) => {
    clearTimeout(silence)
    silence = undefined
    const frame = JSON.parse(String(data)) as ServerFrame
    if (frame.t === 'ok' || frame.t === 'no' || frame.t === 'who') {
      const act = waiting.get(frame.id)
      waiting.delete(frame.id)
      if (frame.t === 'no') act?.reject(new LineError(frame.code, frame.data))
      else act?.resolve(frame)
    } else {
      if (frame.t === 'ready') {
        tries = 0
        move('live')
      }
      options.onFrame(frame)
    }
  }
  const ping = () => {
    if (!socket || silence) return
    socket.send(JSON.stringify({ t: 'ping', id: 0 }))
    const asked = socket
    silence = setTimeout(() => asked === socket && drop(asked), ANSWER_MS)
  }
  const drop = (dead: Socket) => {
    lost(1006)
    dead.close()
  }
  const connect = () => {
    clearTimeout(retry)
    if (state !== 'connecting') move('connecting')
    const next: Socket = options.open({
      message: (data) => next === socket && hear(data),
      close: (code) => next === socket && lost(code),
    })
    socket = next
    // A line that never opens must not hang in the air for a minute.
    silence = setTimeout(() => next === socket && drop(next), ANSWER_MS)
    beat = setInterval(ping, PING_MS)
  }

  connect()
  return {
    act: (act) =>
      new Promise((resolve, reject) => {
        if (!socket || state !== 'live') return reject(new LineError('client.offline'))
        const id = ++acts
        const timer = setTimeout(() => {
          waiting.delete(id)
          reject(new LineError('client.timeout'))
        }, ANSWER_MS)
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer)
            then(value)
          }
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
        socket.send(JSON.stringify({ ...act, id }))
        return undefined
      }),
    poke: () => {
      if (state === 'live') ping()
      else if (state === 'waiting') connect()
    },
    close: () => {
      state = 'gone'
      stopTimers()
      failAll()
      const last = socket
      socket = undefined
      last?.close()
    },
  }
}
