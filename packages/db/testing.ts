import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { type MigrationSource, migrate, readMigrations } from './migrate.ts'
import { openPool } from './pool.ts'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/**
 * A database of its own for one test file, cloned from a migrated template (about 50 ms).
 * The template is named after the migrations, so it is made once for each schema.
 */
export async function createTestDatabase(
  serverUrl: string,
  sources: readonly MigrationSource[],
  prepare?: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const migrations = await readMigrations(sources)
  const digest = createHash('sha256')
    .update(JSON.stringify([migrations, TEMPLATE_VERSION]))
    .digest('hex')
    .slice(0, 16)
  const template = `grove_template_${digest}`
  const name = `grove_test_${process.pid}_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock(727002)')
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [template])
    if (!rowCount)
      await makeTemplate(admin, serverUrl, template, async (url) => {
        const pool = openPool({ url, max: 2, name: 'grove-template', onIdleError: () => undefined })
        await migrate(pool, migrations)
        await pool.end()
        await prepare?.(url)
      })
    await admin.query(`create database ${name} template ${template}`)
  } finally {
    await admin.query('select pg_advisory_unlock(727002)').catch(() => undefined)
    await admin.end()
  }
  return { url: databaseUrl(serverUrl, name), drop: () => dropDatabase(serverUrl, name) }
}

const TEMPLATE_VERSION = 2

async function makeTemplate(admin: pg.Client, serverUrl: string, template: string, fill: (url: string) => Promise<void>): Promise<void> {
  await admin.query(`drop database if exists ${template} with (force)`)
  await admin.query(`create database ${template}`)
  await fill(databaseUrl(serverUrl, template))
  await admin.query(`alter database ${template} with is_template true`)
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.toString()
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
}
