import { createHash, type Hash } from 'node:crypto'
import { embeddedPgErrors } from '../errors.ts'
import { readArchive } from './archive-reader.ts'
import { type BackupTable, FORMAT_VERSION, MANIFEST, type Manifest, manifestModel, TOTALS, type Totals, totalsModel } from './manifest.ts'
import type { Entry } from './tar.ts'

export interface OpenBackup {
  readonly manifest: Manifest
  /**
   * Hands over each table with its data, in the order of the file; `load` answers the rows it saw.
   * Resolves with the totals when all of it is as it was written.
   * @throws embedded_pg.backup_damaged
   */
  read(load: (table: BackupTable, data: AsyncIterable<Buffer>) => Promise<number>): Promise<Totals>
  /** Lets go of the file. */
  close(): Promise<void>
}

/**
 * Opens a backup and reads its manifest.
 * @throws embedded_pg.file_missing, .not_a_backup, .backup_newer, .backup_damaged
 */
export async function openBackup(file: string): Promise<OpenBackup> {
  const entries = readArchive(file)
  const first = await entries.next()
  if (first.done || first.value.name !== MANIFEST) throw embeddedPgErrors.not_a_backup({ file })
  const manifest = parseManifest(file, first.value)
  return {
    manifest,
    read: (load) => readTables(file, manifest, entries, load),
    close: async () => {
      await entries.return(undefined)
    },
  }
}

function parseManifest(file: string, entry: Entry): Manifest {
  const value = parse(entry)
  const version = manifestModel.pick({ format: true, formatVersion: true }).safeParse(value)
  if (!version.success) throw embeddedPgErrors.not_a_backup({ file })
  if (version.data.formatVersion > FORMAT_VERSION)
    throw embeddedPgErrors.backup_newer({ found: version.data.formatVersion, known: FORMAT_VERSION })
  const manifest = manifestModel.safeParse(value)
  if (!manifest.success) throw embeddedPgErrors.backup_damaged({ file, reason: 'manifest' })
  return manifest.data
}

function parse(entry: Entry): unknown {
  try {
    return JSON.parse(entry.content.toString())
  } catch {
    return undefined
  }
}

type Load = Parameters<OpenBackup['read']>[0]

async function readTables(file: string, manifest: Manifest, entries: AsyncGenerator<Entry>, load: Load): Promise<Totals> {
  const damaged = (reason: string) => embeddedPgErrors.backup_damaged({ file, reason })
  const seen: Totals['tables'] = {}
  let current = await nextOf(entries, damaged)
  for (const table of manifest.tables) {
    const sum = { hash: createHash('sha256'), bytes: 0 }
    const data = async function* () {
      while (current.name.startsWith(`${table.folder}/`)) {
        add(sum, current.content)
        yield current.content
        current = await nextOf(entries, damaged)
      }
    }
    const rows = await load(table, data())
    seen[table.folder] = { rows, bytes: sum.bytes, sha256: sum.hash.digest('hex') }
  }
  if (current.name !== TOTALS) throw damaged(`unexpected ${current.name}`)
  const totals = totalsModel.safeParse(parse(current))
  if (!totals.success) throw damaged('totals')
  for (const { folder } of manifest.tables) {
    const [is, was] = [seen[folder], totals.data.tables[folder]]
    if (!is || !was || is.rows !== was.rows || is.bytes !== was.bytes || is.sha256 !== was.sha256) throw damaged(folder)
  }
  return totals.data
}

function add(sum: { hash: Hash; bytes: number }, content: Buffer): void {
  sum.hash.update(content)
  sum.bytes += content.length
}

async function nextOf(entries: AsyncGenerator<Entry>, damaged: (reason: string) => Error): Promise<Entry> {
  const next = await entries.next()
  if (next.done) throw damaged('it ends too early')
  return next.value
}
