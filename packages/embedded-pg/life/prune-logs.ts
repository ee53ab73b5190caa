import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from './place.ts'

const KEPT = 10
const HOUR = 3_600_000

/** PostgreSQL starts a new log file each day and each 10 MB; the newest ten stay. */
export async function pruneLogs(place: Place): Promise<void> {
  const names = await readdir(place.logs).catch(() => [])
  const old = names
    .filter((name) => name.startsWith('postgres-'))
    .sort()
    .slice(0, -KEPT)
  await Promise.all(old.map((name) => rm(join(place.logs, name), { force: true })))
}

/** Now and every hour; returns what ends it. */
export function keepPruning(place: Place): () => void {
  const prune = () => void pruneLogs(place).catch(() => undefined)
  prune()
  const timer = setInterval(prune, HOUR)
  timer.unref()
  return () => clearInterval(timer)
}
