import type { PoolClient } from 'pg'
import sql from 'sql-template-tag'
import { seconds } from '../harness.ts'

/**
 * Runs `work` with the plain indexes of those tables away that are empty, and makes them again after it: sorted at once an index costs a
 * fifth of what it costs row by row. In the caller's transaction, so that they can't be lost.
 */
export async function withoutIndexes<T>(
  client: PoolClient,
  tables: readonly string[],
  say: (text: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const { rows } = await client.query<{ name: string; table: string; definition: string }>(sql`
    select c.relname as name, t.relname as table, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    where t.relnamespace = 'public'::regnamespace and t.relname = any(${tables}::text[])
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by c.relname`)
  const empty = new Set<string>()
  for (const table of new Set(rows.map((row) => row.table))) {
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`)
    if (rowCount === 0) empty.add(table)
  }
  const away = rows.filter((row) => empty.has(row.table))
  for (const { name } of away) await client.query(`drop index ${name}`)
  const result = await work()
  const took = await seconds(async () => {
    for (const { definition } of away) await client.query(definition)
  })
  say(`${away.length} indexes: ${took.toFixed(1)} s`)
  return result
}
