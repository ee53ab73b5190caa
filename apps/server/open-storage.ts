import { type Database, migrate, openDatabase, readMigrations } from '@grove/db'
import { startEmbedded } from '@grove/embedded-pg'
import { migrateJobs } from '@grove/jobs'
import type { Logger } from '@grove/kernel/server'
import type { ServerConfig } from './config.ts'
import { modules } from './modules.ts'
import { STEPS_BACK } from './step-back.ts'

export interface Storage {
  readonly database: Database
  /** Of the embedded server; undefined for one named by DATABASE_URL. */
  readonly embedded: 'started' | 'joined' | undefined
  close(): Promise<void>
}

/** The database of the settings, brought to the newest schema: the one DATABASE_URL names, or the embedded one in the data folder. */
export async function openStorage(config: ServerConfig, log: Logger): Promise<Storage> {
  const server = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log, keepRunning: config.keepDatabase })
  const url = config.databaseUrl ?? server?.url ?? ''
  const database = openDatabase({ url, log, name: `grove-${config.role}`, behind: STEPS_BACK[config.role] })
  try {
    await migrateJobs(database)
    await migrate(database.pool, await readMigrations(modules))
  } catch (error) {
    await database.close().catch(() => undefined)
    await server?.stop()
    throw error
  }
  return {
    database,
    embedded: server?.status,
    close: async () => {
      await database.close()
      await server?.stop()
    },
  }
}
