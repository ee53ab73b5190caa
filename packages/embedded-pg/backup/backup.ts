import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { quote, quoted, readForeignKeys, readMigrations, readSequences, readTables } from './catalogue.ts'
import { countRows } from './count-rows.ts'
import { loadOrder } from './load-order.ts'
import { type BackupFacts, type BackupTable, FORMAT_VERSION, factsOf, MANIFEST, type Manifest, TOTALS, type Totals } from './manifest.ts'
import { inSession } from './session.ts'
import { TAR_END, tarEntry } from './tar.ts'
import { writeFileWhole } from './write-file.ts'

export interface Step {
  readonly table: string
  readonly done: number
  readonly of: number
}

export interface BackupOptions {
  readonly url: string
  /** The file to write, a .tar.gz; must not exist. */
  readonly to: string
  /** Called before each table. */
  readonly progress?: (step: Step) => void
}

const CHUNK = 1024 * 1024

/**
 * Copies every table as of one moment into one file, while the product goes on working; memory stays flat.
 * Left out: background jobs (enqueued again from rows) and the list of migrations (it is in the manifest).
 * @throws embedded_pg.file_exists, .file_unwritable, .disk_full, .rights_needed
 */
export function backup(options: BackupOptions): Promise<BackupFacts & { readonly bytes: number }> {
  return inSession(options.url, 'grove backup', async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const { manifest, seconds } = await readManifest(client)
    const totals: Totals = { tables: {} }
    const entries = async function* () {
      yield { name: MANIFEST, content: json(manifest) }
      for (const [done, table] of manifest.tables.entries()) {
        options.progress?.({ table: table.name, done, of: manifest.tables.length })
        yield* tableEntries(client, table, totals)
      }
      yield { name: TOTALS, content: json(totals) }
    }
    const blocks = async function* () {
      for await (const entry of entries()) yield tarEntry(entry, seconds)
      yield TAR_END
    }
    const bytes = await writeFileWhole(options.to, blocks())
    await client.query('commit')
    return { ...factsOf(options.to, manifest, totals), bytes }
  })
}

async function readManifest(client: pg.Client): Promise<{ manifest: Manifest; seconds: number }> {
  // The first statement fixes the moment that everything below sees.
  const { rows } = await client.query<{ next: string; at: string; seconds: number; version: string }>(`
    select pg_snapshot_xmax(pg_current_snapshot())::text as next, to_char(transaction_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
      extract(epoch from transaction_timestamp())::float8 as seconds, current_setting('server_version') as version`)
  const [moment] = rows
  if (!moment) throw new Error('the server did not say what time it is')
  const tables = await readTables(client)
  const { ordered } = loadOrder(tables, await readForeignKeys(client))
  const manifest: Manifest = {
    format: 'grove-backup',
    formatVersion: FORMAT_VERSION,
    createdAt: moment.at,
    serverVersion: moment.version,
    migrations: await readMigrations(client),
    nextTransaction: moment.next,
    tables: ordered.map((table, at) => ({ folder: `data/${String(at + 1).padStart(4, '0')}-${table.name}`, ...table })),
    sequences: await readSequences(client),
  }
  return { manifest, seconds: Math.floor(moment.seconds) }
}

/** The rows of a table as numbered files of about a megabyte; puts what it saw into `totals`. */
async function* tableEntries(client: pg.Client, table: BackupTable, totals: Totals) {
  const columns = table.columns.map(quote).join(', ')
  const source = table.partitioned ? `(select ${columns} from ${quoted(table)})` : `${quoted(table)} (${columns})`
  const stream: AsyncIterable<Buffer> = client.query(copyTo(`copy ${source} to stdout`))
  const hash = createHash('sha256')
  let [rows, bytes, part] = [0, 0, 0]
  for await (const content of joined(stream)) {
    hash.update(content)
    rows += countRows(content)
    bytes += content.length
    part++
    yield { name: `${table.folder}/${String(part).padStart(6, '0')}`, content }
  }
  totals.tables[table.folder] = { rows, bytes, sha256: hash.digest('hex') }
}

async function* joined(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    held.push(chunk)
    size += chunk.length
    if (size < CHUNK) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
