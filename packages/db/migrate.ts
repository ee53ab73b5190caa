import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Pool, PoolClient } from 'pg'
import { transaction } from './transaction.ts'

export interface MigrationSource {
  readonly name: string
  readonly migrations?: URL
}
export interface Migration {
  /** `module/NNNN-name` */
  readonly id: string
  readonly text: string
  readonly checksum: string
}

/** All migrations in the order they run: modules as listed, files by number. */
export async function readMigrations(sources: readonly MigrationSource[]): Promise<Migration[]> {
  const lists = await Promise.all(sources.map(readFolder))
  return lists.flat()
}

async function readFolder(source: MigrationSource): Promise<Migration[]> {
  if (!source.migrations) return []
  const folder = fileURLToPath(source.migrations)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(`${folder}/${file}`, 'utf8')
      return { id: `${source.name}/${file.slice(0, -4)}`, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

const LOCK = 727_001

/**
 * Brings the database to the newest schema; safe to call from many processes at once.
 * @throws Error when a released migration was edited, or the database is newer than this program.
 */
export async function migrate(pool: Pool, migrations: readonly Migration[]): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(BOOTSTRAP)
    const { rows } = await client.query<{ id: string; checksum: string }>('select id, checksum from migration')
    const applied = new Map(rows.map((row) => [row.id, row.checksum]))
    refuseDrift(applied, migrations)
    const pending = migrations.filter((migration) => !applied.has(migration.id))
    for (const migration of pending) await apply(pool, migration)
    await client.query(ENROL)
    return pending.map((migration) => migration.id)
  } finally {
    await unlock(client)
  }
}

async function unlock(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
  client.release()
}

function refuseDrift(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.id))
  const newer = [...applied.keys()].filter((id) => !known.has(id))
  if (newer.length)
    throw new Error(`the database was written by a newer Grove (it has ${newer.join(', ')}); start that version or restore a backup`)
  const edited = migrations.filter((migration) => applied.has(migration.id) && applied.get(migration.id) !== migration.checksum)
  if (edited.length)
    throw new Error(`migrations are frozen once run, but these changed: ${edited.map((m) => m.id).join(', ')}; add a new file instead`)
}

async function apply(pool: Pool, migration: Migration): Promise<void> {
  await transaction(pool, '', async (client) => {
    await client.query(migration.text)
    await client.query('insert into migration (id, checksum, applied_at) values ($1, $2, clock_timestamp())', [
      migration.id,
      migration.checksum,
    ])
  }).catch((error: Error) => {
    throw new Error(`migration ${migration.id} failed: ${error.message}`, { cause: error })
  })
}

// Roles are shared by all databases of a server, so two that migrate at once may both try to create it.
const BOOTSTRAP = `
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'grove_app') then create role grove_app nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  if not pg_has_role(current_user, 'grove_app', 'member') then execute format('grant grove_app to %I', current_user); end if;
end $$;
create table if not exists migration (id text primary key, checksum text not null, applied_at timestamptz not null);
comment on table migration is 'global: which schema changes ran';
`

// Every table with a workspace_id gets row-level security here, so that nobody has to remember it.
const ENROL = `
do $$ declare t record; begin
  for t in select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity
  loop
    execute format('alter table public.%I enable row level security', t.relname);
    execute format('create policy workspace_scope on public.%I using (workspace_id = nullif(current_setting(''grove.workspace_id'', true), '''')::bigint)', t.relname);
  end loop;
end $$;
grant usage on schema public to grove_app;
grant select, insert, update, delete on all tables in schema public to grove_app;
revoke all on migration from grove_app;
grant usage on all sequences in schema public to grove_app;
`
