import { createHash } from 'node:crypto'
import { readMigrations } from '@grove/db'
import { databaseUrl } from '@grove/db/testing'
import { eventLog } from '@grove/event-log'
import { jobs } from '@grove/jobs'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { ModuleSpec } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp, testDatabase } from '@grove/testkit'
import pg from 'pg'
import sql from 'sql-template-tag'
import { fillData } from './fill-data.ts'
import type { DataSizes } from './sizes.ts'

export interface DataWorld {
  readonly t: TestApp
  readonly ws: TestWorkspace
}

export interface DataWorldOptions {
  readonly serverUrl: string
  readonly modules: readonly ModuleSpec[]
  readonly sizes: DataSizes
  readonly say: (text: string) => void
}

/** Raised when the statements make other rows than before. */
const VERSION = 1

/** The product over a copy of a filled database: `grove bench data` of these sizes. */
export function openDataWorld({ serverUrl, modules, sizes, say }: DataWorldOptions): Promise<DataWorld> {
  const fill = async (t: TestApp, ws: TestWorkspace) => {
    const readers = t.app.registry.readers.map((reader) => reader.name)
    await fillData(t.database.pool, { workspaceId: ws.id, now: t.clock.now(), sizes, readers, say })
  }
  return openKeptWorld({ serverUrl, modules, mark: [sizes, VERSION], fill, say })
}

export interface KeptWorldOptions {
  readonly serverUrl: string
  readonly modules: readonly ModuleSpec[]
  /** Of what is filled in: another mark, another database. */
  readonly mark: unknown
  readonly fill: (t: TestApp, ws: TestWorkspace) => Promise<void>
  readonly say: (text: string) => void
}

/**
 * A copy of a database of one workspace that is filled once for each schema and mark, and stays on the server as `grove_bench_…`
 * (a copied file takes seconds, filling takes minutes); the copy is dropped when the app closes.
 */
export async function openKeptWorld({ serverUrl, modules, mark, fill, say }: KeptWorldOptions): Promise<DataWorld> {
  process.env['TEST_DATABASE_URL'] = serverUrl
  const kept = await nameOf(modules, mark)
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [kept])
    if (!rowCount) await makeKept(admin, kept, { serverUrl, modules, mark, fill, say })
    const copy = `${kept}_${process.pid}`
    await admin.query(`create database ${copy} template ${kept} strategy file_copy`)
    const file = { url: databaseUrl(serverUrl, copy), drop: () => dropDatabase(serverUrl, copy) }
    const t = await testApp({ modules, file })
    const { id } = await t.system.db.one<{ id: WorkspaceId }>(sql`select id from workspace`)
    return { t, ws: await t.open(id) }
  } finally {
    await admin.end()
  }
}

async function nameOf(modules: readonly ModuleSpec[], mark: unknown): Promise<string> {
  const migrations = await readMigrations([eventLog, jobs, ...modules])
  return `grove_bench_${createHash('sha256')
    .update(JSON.stringify([migrations, mark]))
    .digest('hex')
    .slice(0, 12)}`
}

/** Made under another name, so that one half made is never taken for whole. */
async function makeKept(admin: pg.Client, kept: string, { serverUrl, modules, fill, say }: KeptWorldOptions): Promise<void> {
  const file = await testDatabase(modules)
  const name = new URL(file.url).pathname.slice(1)
  try {
    const t = await testApp({ modules, file: { url: file.url, drop: async () => undefined } })
    const ws = await t.workspace()
    await ws.as('head')
    try {
      await fill(t, ws)
    } finally {
      await t.close()
    }
    await admin.query(`alter database ${name} rename to ${kept}`)
    say(`kept as ${kept} on ${new URL(serverUrl).host}`)
  } catch (error) {
    await file.drop()
    throw error
  }
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
}
