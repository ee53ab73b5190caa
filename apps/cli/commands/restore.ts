import { migrate, openDatabase, readMigrations } from '@grove/db'
import { restoreFromFile } from '@grove/embedded-pg'
import { migrateJobs } from '@grove/jobs'
import { createLog, modules, readConfig } from '@grove/server'
import { type Command, say } from '../command.ts'
import { terminalWords } from '../words.ts'

export const restore: Command = {
  usage: 'restore FILE',
  zh: '恢复到空数据库，先停机',
  en: 'restore into an empty database; stop Grove first',
  run: async ({ words: [file] }) => {
    if (!file) {
      say('grove restore FILE')
      return 2
    }
    const config = readConfig(process.env)
    const log = createLog('warn')
    const migrations = await readMigrations(modules)
    const bring = async (url: string, ids: readonly string[]) => {
      const database = openDatabase({ url, log, max: 3 })
      await migrateJobs(database)
      await migrate(
        database.pool,
        migrations.filter((migration) => ids.includes(migration.id)),
      )
      await database.close()
    }
    const done = await restoreFromFile(
      { databaseUrl: config.databaseUrl, dataDir: config.dataDir, log },
      { from: file, schema: { known: migrations.map((migration) => migration.id), bring } },
    )
    say((await terminalWords())('embedded_pg.restore.done', { ...done, file }))
    return 0
  },
}
