import { fileURLToPath } from 'node:url'
import { openRoomSockets, type RoomSockets, relayRooms } from '@grove/channel-room/server'
import { createSystemCtx, type Database, databasePort, relaySignals } from '@grove/db'
import { readerLoop } from '@grove/event-log'
import { ensureAppSecret } from '@grove/identity/server'
import { type JobWorker, type Loops, startJobs, startLoops } from '@grove/jobs'
import type { Clock } from '@grove/kernel/contract'
import { createHttp, listen } from '@grove/kernel/http'
import { type App, createApp, createRegistry, type Logger, type SystemCtx } from '@grove/kernel/server'
import { openLiveSockets } from '@grove/live/server'
import { type MovableClock } from './clock.ts'
import { keyRing, type ServerConfig } from './config.ts'
import { modules } from './modules.ts'
import { doorsOf } from './doors.ts'
import { ingressOnly } from './ingress-only.ts'
import { openStorage } from './open-storage.ts'
import { mountTestClock } from './test-clock.ts'

export interface Server {
  readonly app: App
  readonly system: SystemCtx
  readonly database: Database
  /** Undefined for a worker, which answers nobody. */
  readonly port: number | undefined
  close(): Promise<void>
}

const ROOT = new URL('../../', import.meta.url)
const folder = (path: string) => fileURLToPath(new URL(path, ROOT))

/** Storage, schema, pages, sockets, loops and jobs: all of them, or those of the process's role. */
export async function openServer(config: ServerConfig, clock: Clock | MovableClock, log: Logger): Promise<Server> {
  const storage = await openStorage(config, log)
  const { database } = storage
  const closing: (() => Promise<void>)[] = [() => storage.close()]
  const close = async () => {
    for (const end of closing.reverse())
      await end().catch((error: Error) => log.warn({ error: error.message }, 'something did not close cleanly'))
  }
  try {
    const app = await openApp(config, clock, log, database)
    const system = createSystemCtx(app, database)
    const relay = relaySignals(app.signals, database, log)
    closing.push(() => relay.stop())
    const port = config.role === 'worker' ? undefined : await openDoors(config, app, system, database, closing, clock)
    if (port === undefined) {
      // Without sockets of its own, a worker still tells those who have some what it posted.
      const rooms = relayRooms({ app, database })
      closing.push(async () => rooms.close())
    }
    if (config.role === 'all' || config.role === 'worker') await startWork(app, system, database, closing)
    return { app, system, database, port, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openApp(config: ServerConfig, clock: Clock, log: Logger, database: Database): Promise<App> {
  const secret = await ensureAppSecret(database.system, clock.now())
  const app = createApp({
    registry: createRegistry(modules),
    clock,
    log,
    config: { dataDir: config.dataDir, secret, keys: keyRing(config, secret), baseUrl: config.baseUrl },
  })
  app.fill(databasePort, database)
  return app
}

async function openDoors(
  config: ServerConfig,
  app: App,
  system: SystemCtx,
  database: Database,
  closing: (() => Promise<void>)[],
  clock: Clock | MovableClock,
): Promise<number> {
  const place = { port: config.port, host: config.host, front: doorsOf(system) }
  if (config.role === 'ingress') {
    const door = await listen(ingressOnly(system), place)
    closing.push(() => door.close())
    return door.port
  }
  const pages = { console: folder('apps/console/dist'), h5: folder('apps/h5/dist') }
  const http = createHttp({
    app,
    system,
    strictOutput: process.env['NODE_ENV'] !== 'production',
    version: VERSION,
    pages,
    mount: (own) => {
      if (config.testClock && 'set' in clock) mountTestClock(own, clock, app)
    },
  })
  const door = await listen(http, place)
  closing.push(() => door.close())
  const sockets: RoomSockets = await openRoomSockets({ server: door.server, app, system, database })
  closing.push(() => sockets.close())
  const live = openLiveSockets({ server: door.server, system })
  closing.push(() => live.close())
  return door.port
}

async function startWork(app: App, system: SystemCtx, database: Database, closing: (() => Promise<void>)[]): Promise<void> {
  const loops: Loops = startLoops(system, [...app.registry.readers.map(readerLoop), ...app.registry.loops])
  closing.push(() => loops.stop())
  const worker: JobWorker = await startJobs(system, database)
  closing.push(() => worker.stop())
}

export const VERSION = '0.1.0'
