import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { embeddedPgErrors } from '../errors.ts'
import type { Step } from './backup.ts'
import { keyOf, quote, quoted, readForeignKeys, readMigrations, readTables, type Table, tablesWithData } from './catalogue.ts'
import { continueLog } from './continue-log.ts'
import { loadOrder } from './load-order.ts'
import { type BackupFacts, type BackupTable, factsOf, type Manifest } from './manifest.ts'
import { type OpenBackup, openBackup } from './open-backup.ts'
import { inSession } from './session.ts'

/** How the product brings an empty database to the schema of a backup, which may be older than the program's. */
export interface RestoreSchema {
  /** Ids of all migrations this program knows. */
  readonly known: readonly string[]
  /** Applies exactly these to the database at `url` and closes its connections. */
  bring(url: string, migrations: readonly string[]): Promise<void>
}

export interface RestoreOptions {
  readonly from: string
  /** An empty database; the account owns it and is not bound by row-level security. */
  readonly url: string
  readonly schema: RestoreSchema
  /** Called before each table. */
  readonly progress?: (step: Step) => void
}

/**
 * Loads a backup into an empty database in one transaction: all of it, checked, or nothing.
 * The database then has the backup's schema; the next start migrates it further. Stop the product before.
 * @throws embedded_pg.file_missing, .not_a_backup, .backup_newer, .backup_damaged, .schema_newer, .schema_differs, .not_empty, .database_in_use, .rights_needed
 */
export async function restore(options: RestoreOptions): Promise<BackupFacts> {
  const opened = await openBackup(options.from)
  try {
    await prepare(options, opened.manifest)
    return await inSession(options.url, 'grove restore', (client) => loadAll(client, options, opened))
  } finally {
    await opened.close()
  }
}

async function prepare({ url, schema }: RestoreOptions, manifest: Manifest): Promise<void> {
  const wanted = manifest.migrations.map(({ id }) => id)
  const unknown = wanted.filter((id) => !schema.known.includes(id))
  if (unknown.length) throw embeddedPgErrors.schema_newer({ migrations: unknown.join(', ') })
  await inSession(url, 'grove restore', async (client) => {
    await refuseOthers(client)
    await refuseData(client)
  })
  await schema.bring(url, wanted)
}

async function loadAll(client: pg.Client, { from, progress }: RestoreOptions, { manifest, read }: OpenBackup): Promise<BackupFacts> {
  const tables = await readTables(client)
  await refuseOtherSchema(client, manifest, tables)
  await client.query('begin')
  await empty(client, tables)
  const checkAtOnce = await checkLate(client)
  let done = 0
  const totals = await read((table, data) => {
    progress?.({ table: table.name, done: done++, of: manifest.tables.length })
    return load(client, table, data)
  })
  await checkAtOnce()
  await setSequences(client, manifest)
  await continueLog(client, manifest.nextTransaction)
  await client.query('commit')
  await client.query('analyze')
  return factsOf(from, manifest, totals)
}

/** Connections that were just closed take a moment to leave. */
async function refuseOthers(client: pg.Client): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await client.query<{ sessions: number }>(`
      select count(*)::int as sessions from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`)
    const sessions = rows[0]?.sessions ?? 0
    if (sessions === 0) return
    if (attempt === 20) throw embeddedPgErrors.database_in_use({ sessions })
    await pause(50)
  }
}

async function refuseData(client: pg.Client): Promise<void> {
  const filled = await tablesWithData(client)
  if (filled.length) throw embeddedPgErrors.not_empty({ tables: filled.slice(0, 5).join(', ') })
}

async function refuseOtherSchema(client: pg.Client, manifest: Manifest, tables: readonly Table[]): Promise<void> {
  const name = (migration: { id: string; checksum: string }) => `${migration.id} ${migration.checksum.slice(0, 8)}`
  const describe = (table: Table | BackupTable) => `${keyOf(table)} (${[...table.columns].sort().join(', ')})`
  const is = [...(await readMigrations(client)).map(name), ...tables.map(describe)]
  const was = [...manifest.migrations.map(name), ...manifest.tables.map(describe)]
  const differences = [...is.filter((line) => !was.includes(line)), ...was.filter((line) => !is.includes(line))]
  if (differences.length) throw embeddedPgErrors.schema_differs({ detail: differences.slice(0, 4).join('; ') })
}

/** Looks again with everything locked, then clears what migrations put into settings tables. */
async function empty(client: pg.Client, tables: readonly Table[]): Promise<void> {
  if (tables.length === 0) return
  const names = tables.map(quoted).join(', ')
  await client.query(`lock table ${names} in access exclusive mode`)
  await refuseData(client)
  await client.query(`truncate ${names}`)
}

/** Tables that point to each other cannot be ordered: their keys wait until all is loaded. The answer checks them and puts them back. */
async function checkLate(client: pg.Client): Promise<() => Promise<void>> {
  const { late } = loadOrder(await readTables(client), await readForeignKeys(client))
  const alter = (how: string) => late.map((key) => `alter table ${quoted(key.from)} alter constraint ${quote(key.name)} ${how};`).join('')
  if (late.length === 0) return async () => undefined
  await client.query(alter('deferrable initially deferred'))
  return async () => {
    await client.query(`set constraints all immediate;${alter('not deferrable')}`)
  }
}

async function load(client: pg.Client, table: BackupTable, data: AsyncIterable<Buffer>): Promise<number> {
  const stream = client.query(copyStreams.from(`copy ${quoted(table)} (${table.columns.map(quote).join(', ')}) from stdin`))
  await pipeline(data, stream)
  return stream.rowCount
}

async function setSequences(client: pg.Client, manifest: Manifest): Promise<void> {
  const used = manifest.sequences.filter((sequence) => sequence.lastValue !== null)
  await client.query('select setval(name::regclass, value) from unnest($1::text[], $2::bigint[]) as used (name, value)', [
    used.map(quoted),
    used.map((sequence) => sequence.lastValue),
  ])
}
