import { randomUUID } from 'node:crypto'
import { liveFeed, type LiveChange } from '@grove/channel-kit/server'
import type { Database } from '@grove/db'
import type { App } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Presence } from './presence.ts'

const CHANNEL = 'grove_live'
/** PostgreSQL takes 8000 bytes in one notification. */
const MAX_PAYLOAD = 7500
const GATHER_MS = 5
const RECONNECT_MS = [500, 1000, 2000, 5000, 10_000]

interface Payload {
  /** Which process speaks; it ignores itself. */
  readonly n: string
  readonly c?: readonly LiveChange[]
  readonly p?: readonly Presence[]
}

export interface FanOut {
  /** Tells the other processes who is here; does nothing while there are none. */
  presence(presences: readonly Presence[]): void
  close(): Promise<void>
}

export interface FanOutOptions {
  readonly app: App
  readonly database: Database
  readonly onChanges: (changes: readonly LiveChange[]) => void
  readonly onPresence: (node: string, presences: readonly Presence[]) => void
  /** The line to the others was down and is up again: something may have been missed. */
  readonly onGap: () => void
}

/** A process without sockets (a worker) only tells the others what it changed. */
export function relayRooms({ app, database }: Pick<FanOutOptions, 'app' | 'database'>): { close(): void } {
  const gather = gatherer(app, database, randomUUID().slice(0, 8))
  const stop = liveFeed(app).on(gather.add)
  return {
    close: () => {
      stop()
      gather.close()
    },
  }
}

/** Changes of a few milliseconds leave in one notification. */
function gatherer(app: App, database: Database, node: string) {
  let gathered: LiveChange[] = []
  let timer: NodeJS.Timeout | undefined
  const notify = (payload: Omit<Payload, 'n'>) => {
    const text = JSON.stringify({ n: node, ...payload })
    database.system.exec(sql`select pg_notify(${CHANNEL}, ${text})`).catch((error: Error) => {
      app.log.warn({ error: error.message }, 'other processes could not be told of a change; they will see it by themselves')
    })
  }
  const flush = () => {
    timer = undefined
    const changes = [...new Map(gathered.map((change) => [JSON.stringify(change), change])).values()]
    gathered = []
    for (const part of fit(changes)) notify({ c: part })
  }
  return {
    notify,
    add: (changes: readonly LiveChange[]) => {
      gathered.push(...changes.map(({ frames: _, ...change }) => change))
      timer ??= setTimeout(flush, GATHER_MS)
    },
    close: () => clearTimeout(timer),
  }
}

/**
 * Joins the processes of an installation through PostgreSQL notifications. They only say that something changed;
 * each process reads the rows itself, so a lost one delays and never loses.
 */
export async function openFanOut(options: FanOutOptions): Promise<FanOut> {
  const { app, database } = options
  const node = randomUUID().slice(0, 8)
  let peers = false
  let closed = false
  let stopListening = () => undefined as void
  let retry: NodeJS.Timeout | undefined

  const gather = gatherer(app, database, node)
  const hear = (text: string | undefined) => {
    const payload = parse(text)
    if (!payload || payload.n === node) return
    peers = true
    if (payload.c?.length) options.onChanges(payload.c)
    if (payload.p) options.onPresence(payload.n, payload.p)
  }
  const listen = async (attempt: number): Promise<void> => {
    if (closed) return
    try {
      stopListening = await listenOn(database, hear, () => {
        if (!closed) retry = setTimeout(() => void listen(1), RECONNECT_MS[0]).unref()
      })
      // Closed while it connected: nobody else gives the connection back.
      if (closed) return stopListening()
      if (attempt > 0) options.onGap()
      gather.notify({})
    } catch (error) {
      app.log.warn({ error: (error as Error).message }, 'not connected to the other processes; trying again')
      retry = setTimeout(() => void listen(attempt + 1), RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)]).unref()
    }
  }

  const stop = liveFeed(app).on((changes) => {
    options.onChanges(changes)
    gather.add(changes)
  })
  await listen(0)
  return {
    presence: (presences) => {
      if (peers) for (const part of fit(presences)) gather.notify({ p: part })
    },
    close: async () => {
      closed = true
      stop()
      gather.close()
      clearTimeout(retry)
      stopListening()
    },
  }
}

async function listenOn(database: Database, onPayload: (text: string | undefined) => void, onLost: () => void): Promise<() => void> {
  const client = await database.pool.connect()
  let released = false
  const release = (broken: boolean) => {
    if (released) return
    released = true
    client.removeAllListeners('notification')
    client.release(broken)
  }
  // A connection that breaks says so twice, and one that is given back says that it ended.
  const lost = () => {
    if (released) return
    release(true)
    onLost()
  }
  client.on('notification', (message) => onPayload(message.payload))
  client.once('error', lost)
  client.once('end', lost)
  try {
    await client.query(`listen ${CHANNEL}`)
  } catch (error) {
    release(true)
    throw error
  }
  return () => release(true)
}

/** Cuts a list into parts that fit into one notification; one that alone is too long is left to the periodic look. */
function fit<T>(items: readonly T[]): T[][] {
  const parts: T[][] = []
  let size = MAX_PAYLOAD
  for (const item of items) {
    const length = JSON.stringify(item).length + 1
    if (length > MAX_PAYLOAD) continue
    if (size + length > MAX_PAYLOAD) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(item)
    size += length
  }
  return parts
}

function parse(text: string | undefined): Payload | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && 'n' in value ? (value as Payload) : null
  } catch {
    return null
  }
}
