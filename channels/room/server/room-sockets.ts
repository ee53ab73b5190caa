import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { EVERYBODY, type LiveChange, type LiveEntry } from '@grove/channel-kit/server'
import type { Database } from '@grove/db'
import { GroveError } from '@grove/kernel/contract'
import { headersOf, refuseUpgrade, requireOwnOrigin } from '@grove/kernel/http'
import type { App, Ctx, SystemCtx } from '@grove/kernel/server'
import { type WebSocket, WebSocketServer } from 'ws'
import { type FanOut, openFanOut } from './fan-out.ts'
import { createPresence } from './presence.ts'
import { hostOf } from './room-channel.ts'
import { type Connection, openConnection } from './room-connection.ts'
import { tellNews } from './tell-news.ts'
import { createTopicHub } from './topic-hub.ts'

const BEAT_MS = 30_000
const HEAL_MS = 10_000
/** Everybody's standing is looked at again every two minutes, a sixtieth at a time. */
const RECHECK_MS = 2000
const RECHECK_PARTS = 60
/** How long phones get to say goodbye when the server stops. */
const CLOSE_MS = 1000
const MAX_FRAME = 64 * 1024
/** Close codes of ours: the phone stops at 4403, and comes back at once after 1012 (restart). */
const TURNED_AWAY = 4403
const RESTART = 1012

export interface RoomSocketsOptions {
  readonly server: Server
  readonly app: App
  readonly system: SystemCtx
  readonly database: Database
  /** Sockets at most; more are told to come back later. */
  readonly limit?: number
}

export interface RoomSockets {
  readonly size: number
  /** Sends everybody away with "come back at once" and stops listening. */
  close(): Promise<void>
}

/** Takes over /ws/room on a running HTTP server. */
export async function openRoomSockets(options: RoomSocketsOptions): Promise<RoomSockets> {
  const { server, app, system, database, limit = 20_000 } = options
  const host = hostOf(app)
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME, clientTracking: false })
  const houses = new Map<number, Promise<Ctx>>()
  const house = ({ workspaceId }: { workspaceId: Ctx['workspaceId'] }) => {
    const known = houses.get(workspaceId) ?? system.enter(workspaceId)
    houses.set(workspaceId, known)
    known.catch(() => houses.delete(workspaceId))
    return known
  }
  const hub = createTopicHub({ host, house, log: app.log })
  const presence = createPresence(hub, () => performance.now())
  const connections = new Set<Connection>()
  let emptied = () => undefined as void

  const onChanges = (changes: readonly LiveChange[]) => {
    hub.changed(changes.filter((change) => !change.news))
    tellNews(hub, changes)
    const doors = changes.filter((change) => change.person)
    if (doors.length) for (const connection of connections) if (doors.some((door) => concerns(door, connection))) connection.recheck()
  }
  const fanOut: FanOut = await openFanOut({
    app,
    database,
    onChanges,
    onPresence: presence.remote,
    onGap: () => void hub.heal().catch(() => undefined),
  })

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', app.config.baseUrl)
    if (url.pathname !== '/ws/room') return
    socket.on('error', () => socket.destroy())
    void admit(url, request, socket, head).catch((error: Error) => {
      app.log.warn({ error: error.message }, 'a socket could not be opened')
      refuseUpgrade(socket, 503)
    })
  }

  const admit = async (url: URL, request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const headers = headersOf(request)
    try {
      requireOwnOrigin(headers, app.config.baseUrl)
    } catch {
      return refuseUpgrade(socket, 403)
    }
    if (connections.size >= limit) return refuseUpgrade(socket, 503)
    const entry = await host.enter(system, new Request(url, { headers })).catch((error: unknown) => {
      if (error instanceof GroveError) return error
      throw error
    })
    if (socket.destroyed) return undefined
    wss.handleUpgrade(request, socket, head, (ws) => {
      if (entry instanceof GroveError) sendAway(ws, entry)
      else join(ws, socket, entry)
    })
    return undefined
  }

  const join = (ws: WebSocket, socket: Duplex, entry: LiveEntry) => {
    const connection = openConnection({
      ws,
      socket,
      entry,
      host,
      hub,
      presence,
      log: app.log,
      onClose: () => {
        connections.delete(connection)
        if (connections.size === 0) emptied()
      },
    })
    connections.add(connection)
  }

  let part = 0
  const recheckSome = () => {
    part = (part + 1) % RECHECK_PARTS
    let index = 0
    for (const connection of connections) if (index++ % RECHECK_PARTS === part) connection.recheck()
  }

  server.on('upgrade', upgrade)
  const timers = [
    setInterval(() => connections.forEach((connection) => connection.beat()), BEAT_MS),
    setInterval(() => void hub.heal().catch(() => undefined), HEAL_MS),
    setInterval(recheckSome, RECHECK_MS),
    setInterval(() => fanOut.presence(presence.takeChanges()), 2000),
    setInterval(() => fanOut.presence(presence.all()), BEAT_MS),
  ]
  timers.forEach((timer) => timer.unref())

  return {
    get size() {
      return connections.size
    },
    close: async () => {
      timers.forEach((timer) => clearInterval(timer))
      server.off('upgrade', upgrade)
      presence.close()
      await fanOut.close()
      for (const connection of connections) connection.close(RESTART)
      const patience = setTimeout(() => connections.forEach((connection) => connection.cut()), CLOSE_MS)
      await new Promise<void>((done) => {
        emptied = done
        if (connections.size === 0) done()
      })
      clearTimeout(patience)
      wss.close()
    },
  }
}

function concerns(door: LiveChange, { visit }: Connection): boolean {
  const there = door.workspaceId === visit.ctx.workspaceId && door.communityId === visit.communityId
  return there && (door.person === EVERYBODY || door.person === visit.person)
}

function sendAway(ws: WebSocket, { code, data }: GroveError): void {
  ws.send(JSON.stringify({ t: 'bye', code, data }))
  ws.close(TURNED_AWAY, code)
}
