import type { Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** A broken rule of storage (engines.md §3: what a distributed PostgreSQL needs from day one). */
export interface StorageFault {
  readonly table: string
  readonly rule: 'workspace_id' | 'key' | 'trigger' | 'row_security' | 'primary_key'
  readonly detail: string
}

/**
 * Reads the catalogue and lists every table, key, foreign key and trigger that breaks the rules of storage:
 * workspace_id first in every primary, unique and foreign key, row-level security on, no triggers.
 * A table without workspace_id must say `global: …` in its comment.
 */
export async function storageFaults(db: Querier): Promise<StorageFault[]> {
  return (await Promise.all([unscoped(db), badKeys(db), triggers(db), noSecurity(db), noPrimaryKey(db)])).flat()
}

const unscoped = (db: Querier) =>
  db.rows<StorageFault>(sql`
    select c.relname as table, 'workspace_id' as rule, 'no workspace_id and no "global: …" comment' as detail
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
      and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'global:%'
    order by 1`)

const badKeys = (db: Querier) =>
  db.rows<StorageFault>(sql`
    select c.relname as table, 'key' as rule, i.relname || ' does not start with workspace_id' as detail
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute w on w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped
    where n.nspname = 'public' and (x.indisunique or x.indisprimary) and x.indkey[0] <> w.attnum
    union all
    select c.relname, 'key', k.conname || ' is a foreign key without workspace_id first'
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute w on w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped
    join pg_class f on f.oid = k.confrelid
    where n.nspname = 'public' and k.contype = 'f' and k.conkey[1] <> w.attnum
      and coalesce(obj_description(f.oid, 'pg_class'), '') not like 'global:%'
    order by 1, 3`)

const triggers = (db: Querier) =>
  db.rows<StorageFault>(sql`
    select c.relname as table, 'trigger' as rule, t.tgname::text as detail
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and not t.tgisinternal order by 1, 3`)

const noSecurity = (db: Querier) =>
  db.rows<StorageFault>(sql`
    select c.relname as table, 'row_security' as rule, 'row-level security is off' as detail
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute w on w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity order by 1`)

const noPrimaryKey = (db: Querier) =>
  db.rows<StorageFault>(sql`
    select c.relname as table, 'primary_key' as rule, 'no primary key' as detail
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and not exists (select 1 from pg_index x where x.indrelid = c.oid and x.indisprimary) order by 1`)
