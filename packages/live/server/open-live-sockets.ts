import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { changedAreas } from '@grove/event-log'
import { GroveError, type WorkspaceId } from '@grove/kernel/contract'
import { type Credentials, credentialsOf, headersOf, refuseUpgrade, requireOwnOrigin, sessionGate } from '@grove/kernel/http'
import type { SystemCtx } from '@grove/kernel/server'
import { type WebSocket, WebSocketServer } from 'ws'

export const LIVE_PATH = '/ws/live'
/** The page comes back at once after the first, and stays away after the second. */
export const RESTART = 1012
export const TURNED_AWAY = 4403

/** From a wake-up to the look: what a busy second brings is told together. */
const GATHER_MS = 300
/** Between two looks at least. */
const PAUSE_MS = 1000
/** A wake-up may be lost, and what another transaction held back has none of its own. */
const HEAL_MS = 5000
const BEAT_MS = 30_000
/** A greeting, and the answer to a page that asks whether anybody is there. */
const NOTHING = JSON.stringify({ changed: [] })
/** Between two beats; a page asks twice, and each time it comes to the front. */
const MOST_ASKED = 100
/** A page that reads this slowly is cut; it comes back and asks anew. */
const MAX_BUFFERED = 64 * 1024

export interface LiveSocketsOptions {
  readonly server: Server
  readonly system: SystemCtx
  /** Pages at most; more are told to come back later and ask now and then meanwhile. */
  readonly limit?: number
}

export interface LiveSockets {
  readonly size: number
  /** The next look at the log is over. */
  looked(): Promise<void>
  close(): Promise<void>
}

interface Line {
  readonly ws: WebSocket
  readonly socket: Duplex
  readonly workspaceId: WorkspaceId
  readonly credentials: Credentials
  alive: boolean
  /** Asked since the last beat. */
  asked: number
}

/**
 * Takes over /ws/live on a running HTTP server: tells the pages of staff which areas of the product their workspace had events of
 * (`{"changed":["camp","task"]}`), never what; a page asks for what it shows, with its own rights.
 */
export function openLiveSockets({ server, system, limit = 2000 }: LiveSocketsOptions): LiveSockets {
  const { app } = system
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1024, clientTracking: false })
  const lines = new Set<Line>()
  let since: number | undefined
  let wanted = false
  let looking: Promise<void> | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  const closed = new AbortController()

  const look = async () => {
    lookedAt = performance.now()
    const found = await changedAreas(system, [...new Set([...lines].map((line) => line.workspaceId))], since)
    since = found.until
    const frames = new Map([...found.areas].map(([id, areas]) => [id, JSON.stringify({ changed: areas })]))
    for (const line of lines) {
      const frame = frames.get(line.workspaceId)
      if (frame !== undefined) tell(line, frame)
    }
  }
  const looks = async () => {
    while (wanted && lines.size > 0) {
      await pause(Math.max(GATHER_MS, lookedAt + PAUSE_MS - performance.now()), undefined, { signal: closed.signal })
      wanted = false
      await look().catch((error: Error) => app.log.warn({ error: error.message }, 'pages were not told what changed; they will be'))
    }
  }
  const soon = (): Promise<void> => {
    wanted = true
    looking ??= looks()
      .catch(() => undefined)
      .finally(() => (looking = undefined))
    return looking
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', app.config.baseUrl)
    if (url.pathname !== LIVE_PATH) return
    socket.on('error', () => socket.destroy())
    void admit(url, request, socket, head).catch((error: Error) => {
      app.log.warn({ error: error.message }, 'a live line could not be opened')
      refuseUpgrade(socket, 503)
    })
  }
  const admit = async (url: URL, request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const headers = headersOf(request)
    const asked = credentialsOf((name) => headers.get(name))
    // A page cannot set headers here: the workspace it stands in is named in the address.
    const credentials: Credentials = { ...asked, workspace: url.searchParams.get('workspace') ?? asked.workspace }
    try {
      requireOwnOrigin(headers, app.config.baseUrl)
    } catch {
      return refuseUpgrade(socket, 403)
    }
    const workspaceId = await workspaceOf(system, credentials)
    if (workspaceId === undefined) return refuseUpgrade(socket, 401)
    // After the last wait: whoever came while this closed would be left behind.
    if (closed.signal.aborted || lines.size >= limit) return refuseUpgrade(socket, 503)
    if (socket.destroyed) return
    // Before the first page there was nobody to tell, and so no place in the log.
    if (lines.size === 0) since = undefined
    wss.handleUpgrade(request, socket, head, (ws) => {
      const line: Line = { ws, socket, workspaceId, credentials, alive: true, asked: 0 }
      lines.add(line)
      ws.on('pong', () => (line.alive = true))
      ws.on('message', () => {
        line.asked += 1
        if (line.asked > MOST_ASKED) ws.terminate()
        else tell(line, NOTHING)
      })
      ws.on('error', () => ws.terminate())
      ws.on('close', () => lines.delete(line))
      tell(line, NOTHING)
      void soon()
    })
  }
  const beat = async (line: Line) => {
    if (!line.alive) return line.ws.terminate()
    line.alive = false
    line.asked = 0
    line.ws.ping()
    if ((await workspaceOf(system, line.credentials)) !== line.workspaceId) line.ws.close(TURNED_AWAY)
  }

  server.on('upgrade', upgrade)
  const off = app.signals.on('events', () => void soon())
  const timers = [
    setInterval(() => void soon(), HEAL_MS),
    // One after the other: who is still there, and may still be.
    setInterval(() => {
      void [...lines].reduce((before, line) => before.then(() => beat(line)), Promise.resolve()).catch(() => undefined)
    }, BEAT_MS),
  ]
  for (const one of timers) one.unref()

  return {
    get size() {
      return lines.size
    },
    looked: soon,
    close: async () => {
      closed.abort()
      off()
      server.off('upgrade', upgrade)
      timers.forEach((one) => clearInterval(one))
      await looking
      for (const { ws } of lines) {
        ws.close(RESTART)
        setTimeout(() => ws.terminate(), 1000).unref()
      }
      wss.close()
    },
  }
}

/** Where this person works; undefined when nobody is signed in, or not as staff of that workspace. */
async function workspaceOf(system: SystemCtx, credentials: Credentials): Promise<WorkspaceId | undefined> {
  try {
    return (await system.app.use(sessionGate).staff(system, credentials))?.workspaceId
  } catch (error) {
    if (error instanceof GroveError) return undefined
    throw error
  }
}

function tell({ ws, socket }: Line, frame: string): void {
  if (ws.readyState !== ws.OPEN) return
  if (socket.writableLength > MAX_BUFFERED) ws.terminate()
  else ws.send(frame)
}
