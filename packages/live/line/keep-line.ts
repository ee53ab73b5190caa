/** `live` something was heard · `waiting` between two tries · `gone` the server turned us away for good, or we left. */
export type LineState = 'connecting' | 'live' | 'waiting' | 'gone'

/** A socket as a line uses it; what it hears goes to the handlers it was opened with. */
export interface Socket {
  send(text: string): void
  close(): void
}
export interface SocketHandlers {
  message(data: unknown): void
  close(code: number): void
}
export type OpenSocket = (handlers: SocketHandlers) => Socket

export interface LineOptions {
  readonly open: OpenSocket
  /** What the server answers, whatever the answer: so a line that is dead without saying so is found by its silence. */
  readonly beat: string
  readonly onText: (text: string) => void
  /** Not told of `close`. */
  readonly onState: (state: LineState) => void
}

export interface KeptLine {
  readonly state: LineState
  /** Only while the line is live; else it is lost. */
  send(text: string): void
  /** The network is said to be back, or the page came to the front: look at once. */
  poke(): void
  close(): void
}

const BACK_OFF = [400, 1000, 2000, 4000, 8000, 15_000]
const BEAT_MS = 20_000
const ANSWER_MS = 10_000
const TURNED_AWAY = 4403

/** A socket that comes back by itself, sooner at first and later when the server stays away. The server greets: the first word makes the line live. */
export function keepLine({ open, beat, onText, onState }: LineOptions): KeptLine {
  let socket: Socket | undefined
  let state: LineState = 'connecting'
  let tries = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let beats: ReturnType<typeof setInterval> | undefined

  const move = (next: LineState) => {
    if (state === next) return
    state = next
    onState(next)
  }
  const stopTimers = () => {
    clearTimeout(retry)
    clearTimeout(silence)
    clearInterval(beats)
  }
  const lost = (code: number) => {
    stopTimers()
    socket = undefined
    if (code === TURNED_AWAY) return move('gone')
    retry = setTimeout(connect, (BACK_OFF[Math.min(tries, BACK_OFF.length - 1)] ?? 0) * (0.75 + Math.random() / 2))
    tries += 1
    move('waiting')
  }
  const drop = (dead: Socket) => {
    if (dead !== socket) return
    lost(1006)
    dead.close()
  }
  const listen = (asked: Socket) => {
    silence = setTimeout(() => drop(asked), ANSWER_MS)
  }
  const hear = (data: unknown) => {
    clearTimeout(silence)
    silence = undefined
    tries = 0
    move('live')
    onText(String(data))
  }
  const ask = () => {
    if (!socket || silence) return
    listen(socket)
    socket.send(beat)
  }
  const connect = () => {
    clearTimeout(retry)
    move('connecting')
    const next: Socket = open({
      message: (data) => next === socket && hear(data),
      close: (code) => next === socket && lost(code),
    })
    socket = next
    // A line that never opens must not hang in the air for a minute.
    listen(next)
    beats = setInterval(ask, BEAT_MS)
  }

  connect()
  return {
    get state() {
      return state
    },
    send: (text) => {
      if (state === 'live') socket?.send(text)
    },
    poke: () => {
      if (state === 'live') ask()
      else if (state === 'waiting') connect()
    },
    close: () => {
      state = 'gone'
      stopTimers()
      const last = socket
      socket = undefined
      last?.close()
    },
  }
}
