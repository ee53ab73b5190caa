import { resolve } from 'node:path'
import type { Logger } from '@grove/kernel/server'
import { type BackupOptions, backup } from './backup/backup.ts'
import type { BackupFacts } from './backup/manifest.ts'
import { type RestoreOptions, restore } from './backup/restore.ts'
import { startEmbedded } from './life/start-embedded.ts'

export interface Where {
  /** Address of the database; the embedded one in `dataDir` when there is none. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly log: Logger
}

/** `grove backup FILE`: also while the product runs. Prints with the words `embedded_pg.backup.done`. */
export function backupToFile(
  where: Where,
  options: Omit<BackupOptions, 'url'>,
): Promise<BackupFacts & { readonly bytes: number; readonly megabytes: string }> {
  return withDatabase(where, async (url) => {
    const done = await backup({ ...options, url, to: resolve(options.to) })
    return { ...done, megabytes: (done.bytes / 1024 / 1024).toFixed(1) }
  })
}

/** `grove restore FILE`: into a database without data, with the product stopped. Prints with the words `embedded_pg.restore.done`. */
export function restoreFromFile(where: Where, options: Omit<RestoreOptions, 'url'>): Promise<BackupFacts> {
  return withDatabase(where, (url) => restore({ ...options, url, from: resolve(options.from) }))
}

async function withDatabase<T>({ databaseUrl, dataDir, log }: Where, work: (url: string) => Promise<T>): Promise<T> {
  if (databaseUrl) return work(databaseUrl)
  const server = await startEmbedded({ dataDir, log })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}
