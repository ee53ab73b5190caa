import type { ClientBase } from 'pg'
import { embeddedPgErrors } from '../errors.ts'

export interface Table {
  readonly schema: string
  readonly name: string
  readonly partitioned: boolean
  /** In order, generated ones left out. */
  readonly columns: string[]
}

export interface ForeignKey {
  readonly name: string
  /** The table that has it, and the one it points to. */
  readonly from: TableName
  readonly to: TableName
}

export interface TableName {
  readonly schema: string
  readonly name: string
}

export const keyOf = (table: TableName) => `${table.schema}.${table.name}`
export const quoted = (table: TableName) => `${quote(table.schema)}.${quote(table.name)}`
export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

// Background jobs are left out: they are derived from rows and enqueued again. The list of migrations is in the manifest.
const OURS = `n.nspname not in ('information_schema', 'graphile_worker') and n.nspname !~ '^pg_'
  and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

export async function readTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name, c.relkind = 'p' as partitioned, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${OURS}
      and not (n.nspname = 'public' and c.relname = 'migration')
    group by 1, 2, 3 order by 1, 2`)
  return rows
}

/** Those checked at once; a key that waits for the commit by itself puts no order on tables. */
export async function readForeignKeys(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select k.conname as name, json_build_object('schema', n.nspname, 'name', c.relname) as from,
      json_build_object('schema', tn.nspname, 'name', t.relname) as to
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where k.contype = 'f' and not k.condeferrable and k.conparentid = 0 and ${OURS} order by n.nspname, c.relname, k.conname`)
  return rows
}

export async function readSequences(client: ClientBase): Promise<{ schema: string; name: string; lastValue: string | null }[]> {
  const { rows } = await client.query<{ schema: string; name: string; lastValue: string | null; readable: boolean }>(`
    select n.nspname as schema, c.relname as name, s.last_value::text as "lastValue", has_sequence_privilege(c.oid, 'usage, select') as readable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_sequences s on s.schemaname = n.nspname and s.sequencename = c.relname
    where c.relkind = 'S' and ${OURS} order by 1, 2`)
  const closed = rows.find((row) => !row.readable)
  if (closed) throw embeddedPgErrors.rights_needed({ detail: closed.name })
  return rows.map(({ schema, name, lastValue }) => ({ schema, name, lastValue }))
}

/** The applied migrations; none on a database that was never migrated. */
export async function readMigrations(client: ClientBase): Promise<{ id: string; checksum: string }[]> {
  const there = await client.query("select 1 where to_regclass('public.migration') is not null")
  if (!there.rowCount) return []
  const { rows } = await client.query<{ id: string; checksum: string }>('select id, checksum from public.migration order by id')
  return rows
}

/**
 * Tables that hold somebody's data: those of workspaces and those that number their rows.
 * Global tables without numbers only hold settings, which a migration may have put there.
 */
export async function tablesWithData(client: ClientBase): Promise<string[]> {
  const { rows: candidates } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${OURS}
      and not (n.nspname = 'public' and c.relname = 'migration')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and (a.attname = 'workspace_id' or a.attidentity <> ''))
    order by 1, 2`)
  if (candidates.length === 0) return []
  const probes = candidates.map((table, at) => `select ${at} as at where exists (select 1 from ${quoted(table)})`)
  const { rows } = await client.query<{ at: number }>(`${probes.join(' union all ')} order by 1`)
  return rows.map(({ at }) => candidates[at]?.name ?? '')
}
