import { countRows } from './count-rows.ts'
import { type BackupFacts, factsOf } from './manifest.ts'
import { openBackup } from './open-backup.ts'

/**
 * Reads a whole backup and compares it with what was written; needs no database.
 * @throws embedded_pg.file_missing, .not_a_backup, .backup_newer, .backup_damaged
 */
export async function verifyBackup(from: string): Promise<BackupFacts> {
  const opened = await openBackup(from)
  try {
    const totals = await opened.read((_table, data) => countAll(data))
    return factsOf(from, opened.manifest, totals)
  } finally {
    await opened.close()
  }
}

async function countAll(data: AsyncIterable<Buffer>): Promise<number> {
  let rows = 0
  for await (const chunk of data) rows += countRows(chunk)
  return rows
}
