import type { Duplex } from 'node:stream'
import type { LiveEntry, LiveHost, LivePlace, LiveVisit } from '@grove/channel-kit/server'
import { GroveError } from '@grove/kernel/contract'
import type { Logger } from '@grove/kernel/server'
import type { RawData, WebSocket } from 'ws'
import type { PresenceBoard } from './presence.ts'
import { jsonFrame } from './text-frame.ts'
import type { Listener, TopicHub } from './topic-hub.ts'

/** A phone that reads this slowly is cut; it comes back and asks for what it missed. */
const MAX_BUFFERED = 1024 * 1024
/** Frames from one phone: a burst, then so many a second. */
const FRAME_BURST = 60
const FRAMES_A_SECOND = 20
const FLOOD = 1008
const TURNED_AWAY = 4403

export interface ConnectionOptions {
  readonly ws: WebSocket
  readonly socket: Duplex
  readonly entry: LiveEntry
  readonly host: LiveHost
  readonly hub: TopicHub
  readonly presence: PresenceBoard
  readonly log: Logger
  readonly onClose: () => void
}

export interface Connection {
  readonly visit: LiveVisit
  /** Cuts a phone that did not answer the last beat, asks the others again. */
  beat(): void
  /** Looks again whether this person may be here. */
  recheck(): void
  close(code: number): void
  /** Without a goodbye. */
  cut(): void
}

interface Frame {
  readonly t?: unknown
  readonly id?: unknown
  readonly thread?: unknown
  readonly place?: unknown
}

/** One phone: hears its threads, acts, and is counted as present until the line ends. */
export function openConnection(options: ConnectionOptions): Connection {
  const { ws, socket, host, hub, presence, log } = options
  let visit = options.entry.visit
  let alive = true
  let allowance = FRAME_BURST
  let refilled = performance.now()

  const listener: Listener = {
    get visit() {
      return visit
    },
    send: (frame) => {
      if (ws.readyState !== ws.OPEN) return
      if (socket.writableLength > MAX_BUFFERED) ws.terminate()
      // Straight to the stream: the frame is built already, and ws queues nothing of its own without compression.
      else socket.write(frame)
    },
  }
  const say = (value: object) => listener.send(jsonFrame(value))

  const perform = async (frame: Frame): Promise<object> => {
    switch (frame.t) {
      case 'ping':
        return {}
      case 'who':
        return { t: 'who', people: presence.who({ workspaceId: visit.ctx.workspaceId, communityId: visit.communityId }) }
      case 'hear': {
        const thread = frame.thread === undefined || frame.thread === 'room' ? 0 : Number(frame.thread)
        await host.mayHear(visit, thread)
        await hub.hear(listener, thread, placeOf(frame.place))
        return {}
      }
      default:
        return host.act(visit, frame as Readonly<Record<string, unknown>>)
    }
  }

  const receive = async (data: RawData): Promise<void> => {
    const frame = parse(data)
    if (!frame) return ws.close(FLOOD, 'not a frame')
    const id = typeof frame.id === 'number' ? frame.id : 0
    try {
      say({ t: 'ok', id, ...(await perform(frame)) })
    } catch (error) {
      if (error instanceof GroveError) return say({ t: 'no', id, code: error.code, data: error.data })
      log.error({ error: (error as Error).message, frame: frame.t }, 'a frame of a room could not be served')
      say({ t: 'no', id, code: 'kernel.database_unavailable', data: {} })
    }
  }

  const mayReceive = (): boolean => {
    const now = performance.now()
    allowance = Math.min(FRAME_BURST, allowance + ((now - refilled) / 1000) * FRAMES_A_SECOND)
    refilled = now
    allowance -= 1
    return allowance >= 0
  }

  ws.on('message', (data) => {
    alive = true
    if (mayReceive()) void receive(data)
    else ws.close(FLOOD, 'too many frames')
  })
  ws.on('pong', () => {
    alive = true
  })
  ws.on('error', () => ws.terminate())
  ws.once('close', () => {
    hub.leave(listener)
    presence.go(listener)
    options.onClose()
  })
  presence.come(listener)
  say(options.entry.frame)

  return {
    get visit() {
      return visit
    },
    beat: () => {
      if (!alive) return ws.terminate()
      alive = false
      ws.ping()
    },
    recheck: () => {
      host.again(visit).then(
        (entry) => {
          visit = entry.visit
          say(entry.frame)
        },
        (error: unknown) => {
          if (!(error instanceof GroveError)) return
          say({ t: 'bye', code: error.code, data: error.data })
          ws.close(TURNED_AWAY, error.code)
        },
      )
    },
    close: (code) => ws.close(code),
    cut: () => ws.terminate(),
  }
}

function parse(data: RawData): Frame | null {
  try {
    const value: unknown = JSON.parse(data.toString())
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

function placeOf(value: unknown): LivePlace | null {
  if (typeof value !== 'object' || value === null || !('seq' in value) || !('rev' in value)) return null
  const { seq, rev } = value
  return Number.isSafeInteger(seq) && Number.isSafeInteger(rev) ? { seq: Number(seq), rev: Number(rev) } : null
}
