import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * One PostgreSQL for the whole run: the one TEST_DATABASE_URL names, or an embedded server in a folder that goes away afterwards.
 * Workers find its address in TEST_DATABASE_URL either way.
 */
export default async function databaseServer() {
  if (process.env.TEST_DATABASE_URL) return undefined
  const { startEmbedded } = await import('@grove/embedded-pg')
  const { quickFolder } = await import('@grove/embedded-pg/testing')
  const folder = await mkdtemp(join(await quickFolder(), 'grove-test-'))
  const log = {
    info: () => {},
    warn: (data, message) => console.warn(message, data),
    error: (data, message) => console.error(message, data),
  }
  // The folder is thrown away: waiting for the disk would only make the suites slow. Tests of durability start servers of their own.
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '256MB' }
  const server = await startEmbedded({ dataDir: folder, log, settings })
  process.env.TEST_DATABASE_URL = server.url
  return async () => {
    delete process.env.TEST_DATABASE_URL
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
