import { realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { GroveError } from '@grove/kernel/contract'
import type { Logger } from '@grove/kernel/server'
import { codeOf, embeddedPgErrors, isEmbeddedPgError, messageOf } from '../errors.ts'
import { findBinaries } from './binaries.ts'
import { ensureCluster, makeFolder, readPassword, writeOwned } from './cluster.ts'
import { freePort, isFree } from './free-port.ts'
import { ensureDatabase, type Lease, takeLease } from './lease.ts'
import { readPidFile, removeStalePidFile } from './pid-file.ts'
import type { Place } from './place.ts'
import { type Child, launch, untilGone } from './postmaster.ts'
import { announce, refuseElsewhere } from './presence.ts'
import { runAs } from './run-as.ts'
import { settingsFile } from './settings.ts'
import { startFailure } from './start-failure.ts'
import { underStartLock } from './start-lock.ts'

export const DATABASE = 'grove'

export interface AcquireOptions {
  readonly place: Place
  readonly log: Logger
  readonly port?: number | undefined
  readonly settings?: Readonly<Record<string, string>> | undefined
  readonly environment?: Readonly<Record<string, string>> | undefined
}

export interface Acquired {
  readonly status: 'started' | 'joined'
  readonly lease: Lease
  readonly pid: number
  readonly port: number
  readonly password: string
}

/** Joins the server that runs on the folder, or starts it. */
export async function acquire(options: AcquireOptions): Promise<Acquired> {
  await makeFolder(options.place)
  try {
    return await underStartLock(realpathSync(options.place.root), () => acquireLocked(options))
  } catch (error) {
    if (FULL.has(codeOf(error))) throw embeddedPgErrors.disk_full({ folder: options.place.root })
    throw error
  }
}

/** As Node says it, and as PostgreSQL does. */
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100'])

const TRIES = 40

async function acquireLocked(options: AcquireOptions): Promise<Acquired> {
  for (let attempt = 1; ; attempt++) {
    const joined = await joinRunning(options)
    if (joined) return joined
    const started = await start(options)
    if (started instanceof GroveError && attempt >= TRIES) throw started
    if (!(started instanceof GroveError)) return started
    await pause(50)
  }
}

/** Undefined when there is no server to join: none, a dead one, or one that was just going. */
async function joinRunning({ place, log }: AcquireOptions): Promise<Acquired | undefined> {
  const running = await readPidFile(place)
  if (running.state === 'stale') {
    await refuseElsewhere(place)
    await removeStalePidFile(place)
  }
  if (running.state !== 'alive') return undefined
  const { pid, port } = running
  const password = await readPassword(place)
  const watching = new AbortController()
  const gone = untilGone(place, pid, watching.signal)
  const lease = await waitForLease(port, password, gone, () => log.info({ folder: place.root }, 'waiting for PostgreSQL: it is recovering'))
  watching.abort()
  if (!lease) return undefined
  await ensureDatabase(lease.client, DATABASE)
  return { status: 'joined', lease, pid, port, password }
}

/** The server, or an error that may pass when tried again: the port went to somebody else, processes of a killed server still leave. */
async function start(options: AcquireOptions): Promise<Acquired | GroveError> {
  const { place, log } = options
  const who = await runAs(place)
  const binaries = await findBinaries(who)
  const port = await choosePort(options)
  const made = await ensureCluster(place, who, binaries)
  const password = await readPassword(place)
  await writeOwned(join(place.cluster, 'postgresql.conf'), settingsFile(options.settings ?? {}), who)
  await announce(place, who)
  await writeOwned(place.startLog, '', who)
  const child = await launch({ place, who, binaries, port, environment: options.environment ?? {} })
  const outcome = await leaseOrFailure(options, child, port, password)
  if (typeof outcome === 'string') {
    const failure = startFailure(outcome, { folder: place.root, port, user: who.name })
    const passes = isEmbeddedPgError(failure, 'port_taken') ? options.port === undefined : outcome.includes('shared memory block')
    if (passes) return failure
    throw failure
  }
  await ensureDatabase(outcome.client, DATABASE)
  await writeOwned(place.port, String(port), who)
  log.info({ folder: place.root, port, version: binaries.version, user: who.name, first: made === 'made' }, 'PostgreSQL started')
  return { status: 'started', lease: outcome, pid: child.pid ?? 0, port, password }
}

async function choosePort({ place, port }: AcquireOptions): Promise<number> {
  if (port !== undefined) {
    if (!(await isFree(port))) throw embeddedPgErrors.port_taken({ port })
    return port
  }
  const remembered = Number(await readFile(place.port, 'utf8').catch(() => ''))
  return freePort(remembered > 0 ? remembered : undefined, place.root)
}

async function leaseOrFailure(options: AcquireOptions, child: Child, port: number, password: string): Promise<Lease | string> {
  const lease = await waitForLease(port, password, child.ended, () =>
    options.log.info({ folder: options.place.root }, 'waiting for PostgreSQL: it is recovering after an unclean stop'),
  )
  return lease ?? child.output()
}

/** Knocks until the server answers or has ended; calls `slow` every ten seconds. */
async function waitForLease(port: number, password: string, ended: Promise<unknown>, slow: () => void): Promise<Lease | undefined> {
  let over = false
  void ended.then(() => {
    over = true
  })
  const patience = setInterval(slow, 10_000)
  try {
    while (!over) {
      try {
        return await takeLease(port, password)
      } catch (error) {
        if (!isPassing(error)) throw error
      }
      await Promise.race([ended, pause(15)])
    }
    return undefined
  } finally {
    clearInterval(patience)
  }
}

/** Not listening yet, starting up, shutting down, cut off while connecting: all of it ends by itself. */
function isPassing(error: unknown): boolean {
  const passing = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']
  return passing.includes(codeOf(error)) || messageOf(error).includes('Connection terminated')
}
