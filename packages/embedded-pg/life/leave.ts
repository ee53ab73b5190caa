import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { embeddedPgErrors } from '../errors.ts'
import { findBinaries } from './binaries.ts'
import { readPassword } from './cluster.ts'
import { type Lease, takeLease } from './lease.ts'
import { readPidFile } from './pid-file.ts'
import { type Place, placeIn } from './place.ts'
import { shutDown } from './postmaster.ts'
import { runAs } from './run-as.ts'

/** Gives the server up; stops it when nobody else uses it and it shall not be kept running. */
export async function leave(place: Place, lease: Lease, pid: number): Promise<void> {
  try {
    // A server that died in this moment needs no stopping.
    const last = !existsSync(place.keep) && (await lease.giveBack().catch(() => false))
    if (last) await stop(place, pid)
  } finally {
    await lease.drop()
  }
}

/**
 * Stops a server that was kept running.
 * @throws embedded_pg.in_use while another process uses it
 */
export async function stopEmbedded(options: { readonly dataDir: string }): Promise<'stopped' | 'not_running'> {
  const place = placeIn(resolve(options.dataDir))
  const running = await readPidFile(place)
  if (running.state !== 'alive') return 'not_running'
  const lease = await takeLease(running.port, await readPassword(place))
  try {
    if (!(await lease.giveBack())) throw embeddedPgErrors.in_use({ folder: place.root })
    await stop(place, running.pid)
    return 'stopped'
  } finally {
    await lease.drop()
  }
}

async function stop(place: Place, pid: number): Promise<void> {
  const who = await runAs(place)
  await shutDown(place, who, process.platform === 'win32' ? await findBinaries(who) : undefined, pid)
}
