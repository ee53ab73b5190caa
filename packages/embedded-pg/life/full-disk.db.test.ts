import { afterAll, describe, expect, it } from 'vitest'
import { startEmbedded, stopEmbedded } from '../index.ts'
import { committingClients, seeded } from '../testing/committing-clients.ts'
import { smallDisk } from '../testing/small-disk.ts'
import { quiet } from '../testing/temp-folder.ts'

const PATIENCE = 120_000
/** A new cluster needs 120 MB and keeps 64 of them. */
const DISK_MB = 200

const disk = await smallDisk(DISK_MB)
afterAll(async () => {
  if (!disk) return
  await stopEmbedded({ dataDir: disk.folder }).catch(() => undefined)
  await disk.remove()
})

describe(`a full disk: ${disk ? 'tried' : 'not tried, needs root and the right to mount'}`, () => {
  it.for(disk ? [disk] : [])(
    'takes nothing that was acknowledged, and with room again all goes on by itself',
    { timeout: PATIENCE },
    async (full) => {
      const server = await startEmbedded({
        dataDir: full.folder,
        log: quiet,
        settings: { max_wal_size: '32MB', min_wal_size: '32MB', wal_recycle: 'off' },
      })
      const clients = committingClients(seeded(21))
      await clients.prepare(server.url)
      // Those who commit are refused once the room that is left is used up.
      await clients.run(server.url, 500, async () => full.fill())
      const refused = await clients
        .run(server.url, Infinity, async () => undefined)
        .then(
          () => '',
          // A connection that ends without a word has no code.
          (error: Error & { code?: string }) => error.code ?? error.message,
        )
      expect(refused).not.toBe('')
      await full.free()
      // Where the log itself found no room the server went down; it comes back by itself, at the same address.
      await expect
        .poll(
          () =>
            clients.check(server.url).then(
              (found) => found.lost + found.halves,
              () => 'down',
            ),
          { timeout: 60_000 },
        )
        .toBe(0)
      await clients.run(server.url, 500, async () => {
        await server.stop()
      })
    },
  )

  it.for(disk ? [disk] : [])('is named when the server is started on it', { timeout: PATIENCE }, async (full) => {
    full.fill()
    await expect(startEmbedded({ dataDir: full.folder, log: quiet })).rejects.toMatchObject({ code: 'embedded_pg.disk_full' })
    await full.free()
    const server = await startEmbedded({ dataDir: full.folder, log: quiet })
    expect(server.status).toBe('started')
    await server.stop()
  })
})
