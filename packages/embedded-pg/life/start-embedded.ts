import { rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Logger } from '@grove/kernel/server'
import { acquire, DATABASE } from './acquire.ts'
import { serverUrl } from './lease.ts'
import { leave } from './leave.ts'
import { placeIn } from './place.ts'
import { beat } from './presence.ts'
import { keepPruning } from './prune-logs.ts'
import { watchOver } from './watch-over.ts'

export interface EmbeddedOptions {
  /** The server lives in `<dataDir>/postgres`; nothing else in the folder is touched. */
  readonly dataDir: string
  /** This port or an error; otherwise the one used last, or a free one. */
  readonly port?: number | undefined
  /**
   * true: the server stays when the last process leaves, from now on. false: no longer. Not said: as the folder remembers it
   * (at first: it stops with the last process).
   */
  readonly keepRunning?: boolean | undefined
  readonly log: Logger
  /** PostgreSQL settings that win over everything else; for tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Environment of the server's processes; for tests. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface Embedded {
  /** Superuser address of the product's database, on 127.0.0.1, with its password. Stays the same while this process lives. */
  readonly url: string
  readonly status: 'started' | 'joined'
  /** Gives the server up; the last process out stops it (unless it is kept running). Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Starts the server of a folder, or joins the one that runs on it. A server that dies while in use is started again on the same port.
 * @throws embedded_pg.* (errors.ts)
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = placeIn(resolve(options.dataDir))
  const { port, log, settings, environment } = options
  const how = { place, log, port, settings, environment }
  const first = await acquire(how)
  if (options.keepRunning === true) await writeFile(place.keep, '')
  if (options.keepRunning === false) await rm(place.keep, { force: true })
  const watch = watchOver(first, how)
  const timers = [beat(place), keepPruning(place)]
  const stop = async () => {
    for (const end of timers) end()
    const server = await watch.end()
    if (server) await leave(place, server.lease, server.pid)
  }
  let stopping: Promise<void> | undefined
  return {
    url: serverUrl(first.port, first.password, DATABASE),
    status: first.status,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}
