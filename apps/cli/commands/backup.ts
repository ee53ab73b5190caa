import { backupToFile } from '@grove/embedded-pg'
import { createLog, readConfig } from '@grove/server'
import { type Command, say } from '../command.ts'
import { terminalWords } from '../words.ts'

export const backup: Command = {
  usage: 'backup FILE',
  zh: '备份，不必停机',
  en: 'back up, also while running',
  run: async ({ words: [file] }) => {
    if (!file) {
      say('grove backup FILE')
      return 2
    }
    const config = readConfig(process.env)
    const done = await backupToFile({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log: createLog('warn') }, { to: file })
    say((await terminalWords())('embedded_pg.backup.done', { ...done, file }))
    return 0
  },
}
