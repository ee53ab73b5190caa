import type { RestoreSchema } from '../index.ts'
import { query } from './databases.ts'

const MIGRATIONS: Readonly<Record<string, string>> = {
  'sample/0001-start': `
    create table setting (name text primary key, value text);
    comment on table setting is 'global: one row a setting';
    insert into setting values ('made by', 'the migration');
    create table workspace (id bigint generated always as identity primary key, name text not null, head_id bigint);
    create table person (workspace_id bigint not null references workspace (id), id bigint generated always as identity, name text,
      invited_by bigint, shout text generated always as (upper(name)) stored, primary key (workspace_id, id),
      foreign key (workspace_id, invited_by) references person (workspace_id, id));
    alter table workspace add constraint workspace_head foreign key (id, head_id) references person (workspace_id, id);
    create table odd (workspace_id bigint not null, id int not null, t text, b bytea, j jsonb, n numeric, f float8, at timestamptz, d date,
      a text[], i interval, primary key (workspace_id, id));
    create table "Sorted by month" (workspace_id bigint not null, month int not null, "select" text) partition by range (month);
    create table sorted_1 partition of "Sorted by month" for values from (1) to (7);
    create table sorted_2 partition of "Sorted by month" for values from (7) to (13);`,
  'sample/0002-more': `create table note (workspace_id bigint not null, id int not null, body text, primary key (workspace_id, id));`,
}

/** A small schema with everything that makes copying hard: keys in a ring, to themselves, generated columns, partitions. */
export const sampleSchema: RestoreSchema = {
  known: Object.keys(MIGRATIONS),
  bring: async (url, migrations) => {
    await query(url, 'create table if not exists migration (id text primary key, checksum text not null)')
    for (const id of migrations) await query(url, `${MIGRATIONS[id]}; insert into migration values ('${id}', 'sum of ${id}')`)
  },
}

/** Fills it; `notes` rows of about 200 bytes in one of the tables. */
export async function fillSample(url: string, notes: number): Promise<void> {
  await sampleSchema.bring(url, sampleSchema.known)
  await query(
    url,
    `update setting set value = 'a person';
    insert into workspace (name) values ('林'), ('empty');
    insert into person (workspace_id, name, invited_by) values (1, '阿明 🌱', null), (1, E'tab\\tline\\nback\\\\slash\\rend', 1), (1, '', 2), (1, null, 2), (1, '\\N', 1);
    delete from person where id = 5;
    update workspace set head_id = 2 where id = 1;
    insert into odd values
      (1, 1, E'\\x01\\x7f', '\\x00ff0a5c', '{"a": [1, "\\n", null]}', 12345678901234567890.123456789, 0.1::float8 + 0.2, 'infinity', '0044-03-15 BC',
        '{"x,y", NULL, "\\"q\\""}', '1 mon -2 days 03:04:05.678'),
      (1, 2, null, null, null, 'NaN', '-Infinity', '2026-11-22 08:00:00.123456+08', 'infinity', '{}', null);
    insert into "Sorted by month" select 1, m, 'month ' || m from generate_series(1, 12) m;
    insert into note select 1, n, repeat(md5(n::text), 6) from generate_series(1, ${notes}) n;
    create schema graphile_worker; create table graphile_worker.job (id int); insert into graphile_worker.job values (1)`,
  )
}

/** Everything in it as text, and what the next number of each identity would be. */
export async function contents(url: string): Promise<unknown> {
  const tables = ['setting', 'workspace', 'person', 'odd', '"Sorted by month"', 'sorted_2']
  const rows = await Promise.all(tables.map((table) => query(url, `select t::text from ${table} t order by 1`)))
  const notes = await query(url, "select count(*), md5(string_agg(n::text, ',' order by id)) from note n")
  const next = await query(url, "select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1")
  const keys = await query(url, "select conname, condeferrable from pg_constraint where contype = 'f' and conparentid = 0 order by 1")
  return { rows, notes, next, keys }
}
