import { afterAll, describe, expect, it } from 'vitest'
import { committingClients, seeded } from '../testing/committing-clients.ts'
import { findCompiler, forgetfulDisk } from '../testing/power-cut.ts'
import { killServer } from '../testing/processes.ts'
import { quiet, startQuietly, tempFolders } from '../testing/temp-folder.ts'
import { type AcquireOptions, acquire, DATABASE } from './acquire.ts'
import { serverUrl } from './lease.ts'
import { leave } from './leave.ts'
import { placeIn } from './place.ts'

const PATIENCE = 180_000
const folders = tempFolders()
afterAll(() => folders.clear())

/** Starts without watching over it: here the test decides when it comes back. */
async function open(how: AcquireOptions) {
  const server = await acquire(how)
  return {
    url: serverUrl(server.port, server.password, DATABASE),
    drop: () => server.lease.drop(),
    stop: () => leave(how.place, server.lease, server.pid),
  }
}

interface Ride {
  readonly dataDir: string
  readonly cuts: number
  readonly seed: number
  readonly how?: Partial<AcquireOptions>
  /** What becomes of the folder between the kill and the next start. */
  readonly whileOff?: (random: () => number) => void
}

/** Commits, kills everything at a random moment, recovers, looks; so many times over. */
async function ride({ dataDir, cuts, seed, how = {}, whileOff }: Ride) {
  // Killed servers leave shared memory in the system otherwise.
  const settings = { dynamic_shared_memory_type: 'mmap', ...how.settings }
  const options = { place: placeIn(dataDir), log: quiet, ...how, settings }
  const random = seeded(seed)
  const clients = committingClients(random)
  const first = await open(options)
  await clients.prepare(first.url)
  await first.stop()
  for (let cut = 0; cut < cuts; cut++) {
    const server = await open(options)
    await clients.run(server.url, 20 + Math.floor(random() * 200), () => killServer(dataDir))
    await server.drop()
    whileOff?.(random)
  }
  const last = await open(options)
  const found = await clients.check(last.url)
  await last.stop()
  return found
}

describe('what was acknowledged survives', () => {
  it('SIGKILL of all processes of the server, 20 times', { timeout: PATIENCE }, async () => {
    const found = await ride({ dataDir: await folders.make(), cuts: 20, seed: 11 })
    expect(found).toMatchObject({ lost: 0, halves: 0 })
    expect(found.acknowledged).toBeGreaterThan(1000)
  })
})

const compiler = findCompiler()
const missing = 'not tried, no C compiler here (Debian: apt install gcc)'
describe(`what was acknowledged survives a disk that forgets whatever was not synced: ${compiler ? 'tried' : missing}`, () => {
  const powerCuts = compiler ? [{ cuts: 12, seed: 12 }] : []
  it.for(powerCuts)('$cuts power cuts', { timeout: PATIENCE }, async ({ cuts, seed }) => {
    const dataDir = await folders.make()
    await (await startQuietly(dataDir)).stop()
    const disk = await forgetfulDisk(dataDir, compiler ?? '', await folders.makeForPrograms())
    let forgotten = 0
    const whileOff = (random: () => number) => {
      forgotten += disk.powerCut(random)
    }
    // Little memory makes it write pages all the time.
    const how = { environment: disk.environment, settings: { shared_buffers: '1MB' } }
    const found = await ride({ dataDir, cuts, seed, how, whileOff })
    expect(found).toMatchObject({ lost: 0, halves: 0 })
    expect(found.acknowledged).toBeGreaterThan(500)
    expect(forgotten).toBeGreaterThan(100)
  })

  it.for(powerCuts)('and the disk does forget: without fsync one cut destroys them', async ({ seed }) => {
    const dataDir = await folders.make()
    await (await startQuietly(dataDir)).stop()
    const disk = await forgetfulDisk(dataDir, compiler ?? '', await folders.makeForPrograms())
    const how = { environment: disk.environment, settings: { fsync: 'off' } }
    const whileOff = () => {
      disk.powerCut(() => 1)
    }
    const outcome = await ride({ dataDir, cuts: 1, seed, how, whileOff }).then(
      (found) => `${found.lost > 0 ? 'some' : 'none'} lost`,
      (error: { code: string }) => error.code,
    )
    expect(['some lost', 'embedded_pg.start_failed', '42P01']).toContain(outcome)
  })
})
