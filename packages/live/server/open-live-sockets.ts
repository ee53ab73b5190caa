import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { changedAreas, changedForMembers, type OneMember } from '@grove/event-log'
import { GroveError } from '@grove/kernel/contract'
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
  /** Pages of staff at most, and phones; more are told to come back later and ask now and then meanwhile. */
  readonly limit?: number
  readonly phones?: number
}

export interface LiveSockets {
  readonly size: number
  /** The next look at the log is over. */
  looked(): Promise<void>
  close(): Promise<void>
}

/** Who listens: somebody of the staff to a workspace, a member (0: none) to what is about them. */
interface Listener extends OneMember {
  readonly credentials: Credentials
  /** Of the workspace, as a phone names it. */
  readonly publicKey: string | null
}

interface Line extends Listener {
  readonly ws: WebSocket
  readonly socket: Duplex
  alive: boolean
  /** Asked since the last beat. */
  asked: number
}

/**
 * Takes over /ws/live on a running HTTP server: tells the pages of staff which areas of the product their workspace had events of
 * (`{"changed":["camp","task"]}`), never what; a page asks for what it shows, with its own rights. The phone of a member hears the same, of
 * events about that member alone.
 */
export function openLiveSockets({ server, system, limit = 2000, phones = 10_000 }: LiveSocketsOptions): LiveSockets {
  const { app } = system
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1024, clientTracking: false })
  const lines = new Set<Line>()
  /** Where each has looked until; nowhere before the first page came. */
  const since: { staff?: number | undefined; phones?: number | undefined } = {}
  const those = (onPhone: boolean) => [...lines].filter((line) => line.memberId > 0 === onPhone)
  let wanted = false
  let looking: Promise<void> | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  const closed = new AbortController()

  const lookForStaff = async () => {
    const pages = those(false)
    if (pages.length === 0) return
    const found = await changedAreas(system, [...new Set(pages.map((line) => line.workspaceId))], since.staff)
    since.staff = found.until
    const frames = new Map([...found.areas].map(([id, areas]) => [id, frameOf(areas)]))
    for (const line of pages) tell(line, frames.get(line.workspaceId))
  }
  const lookForPhones = async () => {
    const pages = those(true)
    if (pages.length === 0) return
    const found = await changedForMembers(system, pages, since.phones)
    since.phones = found.until
    const frames = new Map(found.news.map((one) => [`${one.workspaceId}/${one.memberId ?? 0}`, frameOf(one.areas)]))
    for (const line of pages) tell(line, frames.get(`${line.workspaceId}/0`) ?? frames.get(`${line.workspaceId}/${line.memberId}`))
  }
  const look = async () => {
    lookedAt = performance.now()
    await Promise.all([lookForStaff(), lookForPhones()])
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
    const publicKey = url.searchParams.get('ws')
    try {
      requireOwnOrigin(headers, app.config.baseUrl)
    } catch {
      return refuseUpgrade(socket, 403)
    }
    const who = await whoIs(system, credentials, publicKey)
    if (who === undefined) return refuseUpgrade(socket, 401)
    // After the last wait: whoever came while this closed would be left behind.
    const onPhone = who.memberId > 0
    const others = those(onPhone).length
    if (closed.signal.aborted || others >= (onPhone ? phones : limit)) return refuseUpgrade(socket, 503)
    if (socket.destroyed) return
    // Before the first page there was nobody to tell, and so no place in the log.
    if (others === 0) since[onPhone ? 'phones' : 'staff'] = undefined
    wss.handleUpgrade(request, socket, head, (ws) => {
      const line: Line = { ws, socket, ...who, credentials, publicKey, alive: true, asked: 0 }
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
    const who = await whoIs(system, line.credentials, line.publicKey)
    if (who?.workspaceId !== line.workspaceId || who.memberId !== line.memberId) line.ws.close(TURNED_AWAY)
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

/** A member of the workspace that a phone names, else staff; undefined when nobody is signed in, or not there. */
async function whoIs(system: SystemCtx, credentials: Credentials, publicKey: string | null): Promise<OneMember | undefined> {
  const gate = system.app.use(sessionGate)
  try {
    const entry = await (publicKey === null ? gate.staff(system, credentials) : gate.memberPage(system, credentials, publicKey))
    if (!entry || entry.actor.kind === 'visitor') return undefined
    return { workspaceId: entry.workspaceId, memberId: entry.actor.kind === 'member' ? entry.actor.memberId : 0 }
  } catch (error) {
    if (error instanceof GroveError) return undefined
    throw error
  }
}

const frameOf = (changed: readonly string[]) => JSON.stringify({ changed })

function tell({ ws, socket }: Line, frame: string | undefined): void {
  if (frame === undefined || ws.readyState !== ws.OPEN) return
  if (socket.writableLength > MAX_BUFFERED) ws.terminate()
  else ws.send(frame)
}
