import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../errors.ts'
import type { Place } from './place.ts'

export interface Running {
  readonly pid: number
  readonly port: number
}

const fileOf = (place: Place) => join(place.cluster, 'postmaster.pid')

/** What postmaster.pid says: nothing there, a server of ours that lives, or what a dead one left behind. */
export async function readPidFile(place: Place): Promise<{ state: 'none' } | { state: 'stale' } | ({ state: 'alive' } & Running)> {
  const text = await readFile(fileOf(place), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return { state: 'none' }
  const lines = text.split('\n')
  const running = { pid: Number(lines[0]), port: Number(lines[3] ?? 0) }
  return isOurs(running, place) ? { state: 'alive', ...running } : { state: 'stale' }
}

/**
 * True when the process is the server of this very folder. After a restart of the machine or container its number may belong to anybody;
 * a server's working directory is its data directory, which nobody else's is.
 */
function isOurs({ pid, port }: Running, place: Place): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(place.cluster)
  } catch (error) {
    return codeOf(error) === 'EACCES' && wasLaunchedFor(pid, port)
  }
}

/** In a container root may not look into other users' processes, but their command lines are open; ours name the port. */
function wasLaunchedFor(pid: number, port: number): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words[0]?.endsWith('/postgres') === true && words.includes(`port=${port}`)
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** PostgreSQL refuses to start when the left-over number belongs to another process of its user. Call under the start lock, on a stale file. */
export async function removeStalePidFile(place: Place): Promise<void> {
  const aside = `${fileOf(place)}.stale`
  await rename(fileOf(place), aside).catch(() => undefined)
  await rm(aside, { force: true })
}
