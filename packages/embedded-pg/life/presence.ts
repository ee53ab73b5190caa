import { readFile, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { embeddedPgErrors } from '../errors.ts'
import { writeOwned } from './cluster.ts'
import type { Place } from './place.ts'
import type { RunAs } from './run-as.ts'

const BEAT_MS = 2_000

/** Says on which machine or container the server of this folder runs. */
export async function announce(place: Place, who: RunAs): Promise<void> {
  await writeOwned(place.presence, hostname(), who)
}

/** Touches the presence file while the process uses the server; returns what ends it. */
export function beat(place: Place): () => void {
  const timer = setInterval(() => {
    const now = new Date(Date.now())
    utimes(place.presence, now, now).catch(() => undefined)
  }, BEAT_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * A pid means nothing to another container on the same folder, so a left-over pid file of another host is only believed dead
 * when nobody touches the presence file for more than two beats.
 * @throws embedded_pg.in_use_elsewhere
 */
export async function refuseElsewhere(place: Place, beatMs = BEAT_MS): Promise<void> {
  const host = await readFile(place.presence, 'utf8').catch(() => hostname())
  if (host === hostname()) return
  const before = await touched(place)
  await pause(beatMs * 2.5)
  if ((await touched(place)) !== before) throw embeddedPgErrors.in_use_elsewhere({ folder: place.root, host })
}

const touched = async (place: Place) => (await stat(place.presence).catch(() => undefined))?.mtimeMs
