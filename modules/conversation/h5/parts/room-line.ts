import type { ClientFrame, ServerFrame } from '@grove/conversation/contract'
import { keepLine, type LineState, type OpenSocket } from '@grove/live/line'

export interface LineOptions {
  readonly open: OpenSocket
  readonly onFrame: (frame: ServerFrame) => void
  readonly onState: (state: LineState) => void
}

/** An act that got no answer: the line broke or the server said no. */
export class LineError extends Error {
  // Declared only, for the first load: see CallError.
  declare readonly code: string
  declare readonly data: Readonly<Record<string, unknown>>
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

const PING: ClientFrame = { t: 'ping', id: 0 }
const ANSWER_MS = 10_000

/** The line to a room, kept; each act waits for its answer. */
export function openLine({ open, onFrame, onState }: LineOptions): Line {
  let acts = 0
  const waiting = new Map<number, { resolve: (frame: ServerFrame) => void; reject: (error: LineError) => void }>()

  const failAll = () => {
    for (const act of waiting.values()) act.reject(new LineError('client.offline'))
    waiting.clear()
  }
  const hear = (frame: ServerFrame) => {
    if (frame.t !== 'ok' && frame.t !== 'no' && frame.t !== 'who') return onFrame(frame)
    const act = waiting.get(frame.id)
    waiting.delete(frame.id)
    if (frame.t === 'no') act?.reject(new LineError(frame.code, frame.data))
    else act?.resolve(frame)
  }
  const line = keepLine({
    open,
    beat: JSON.stringify(PING),
    onText: (text) => hear(JSON.parse(text) as ServerFrame),
    onState: (state) => {
      if (state !== 'live') failAll()
      onState(state)
    },
  })
  return {
    act: (act) =>
      new Promise((resolve, reject) => {
        if (line.state !== 'live') return reject(new LineError('client.offline'))
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
        line.send(JSON.stringify({ ...act, id }))
        return undefined
      }),
    poke: () => line.poke(),
    close: () => {
      line.close()
      failAll()
    },
  }
}
