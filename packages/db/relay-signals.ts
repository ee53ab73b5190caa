import { randomBytes } from 'node:crypto'
import type { Logger, Signals } from '@grove/kernel/server'
import pg from 'pg'
import type { Database } from './database.ts'

const CHANNEL = 'grove_signal'
/** Notifications are serialised at commit, so a burst of wake-ups becomes one. */
const GATHER_MS = 15
const AGAIN_MS = 2000

/** Carries wake-ups between the processes on one PostgreSQL. Losing some is harmless: loops also look by themselves. */
export function relaySignals(signals: Signals, database: Database, log: Logger): { stop(): Promise<void> } {
  const self = randomBytes(6).toString('hex')
  const waiting = new Set<string>()
  let stopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let again: NodeJS.Timeout | undefined
  let connecting: Promise<void> = Promise.resolve()

  const send = () => {
    timer = undefined
    const topics = [...waiting].join(',')
    waiting.clear()
    database.pool.query('select pg_notify($1, $2)', [CHANNEL, `${self} ${topics}`]).catch(() => undefined)
  }
  const off = signals.relay((topic) => {
    waiting.add(topic)
    timer ??= setTimeout(send, GATHER_MS)
  })
  const listen = async () => {
    const next = new pg.Client({ connectionString: database.url, application_name: 'grove-signals', connectionTimeoutMillis: 10_000 })
    next.on('error', () => undefined)
    next.on('end', () => {
      if (!stopped) again = setTimeout(reconnect, AGAIN_MS)
    })
    next.on('notification', ({ payload }) => {
      const [from, topics] = (payload ?? '').split(' ')
      if (from !== self) for (const topic of topics?.split(',') ?? []) signals.hear(topic)
    })
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
    client = next
  }
  const reconnect = () => {
    connecting = listen().catch((error: Error) => {
      log.warn({ error: error.message }, 'wake-ups from other processes are not heard for now')
      if (!stopped) again = setTimeout(reconnect, AGAIN_MS)
    })
  }
  reconnect()
  return {
    stop: async () => {
      stopped = true
      off()
      clearTimeout(timer)
      clearTimeout(again)
      // One that is still connecting would keep the process alive.
      await connecting
      await client?.end().catch(() => undefined)
    },
  }
}
